// The same endpoint as anybody would write it with Fastify and pg: two workers, a connection each.
const cluster = require('node:cluster')

if (cluster.isPrimary) {
  cluster.fork()
  cluster.fork()
} else {
  const { Pool } = require('pg')
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 1 })
  const app = require('fastify')({ bodyLimit: 16 * 1024 * 1024 })
  app.register(require('@fastify/jwt'), { secret: process.env.WEDSYNC_JWT_SECRET })
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => done(null, body))

  app.get('/health', async () => ({ status: 'ok' }))

  app.post('/events', async (request, reply) => {
    const claims = await request.jwtVerify({ allowedAud: 'authenticated' })
    const { rows } = await pool.query({
      name: 'receive',
      text: `with request as materialized
        (select set_config('request.jwt.claims', $1, true), gen_random_uuid() as id)
        select e.status, e.body::text from request, lateral analytics_api.receive_events(
        $2, 'json', jsonb_build_object('door', 'http', 'requestId', request.id)) as e`,
      values: [JSON.stringify(claims), request.body],
    })
    return reply.code(rows[0].status).type('application/json').send(rows[0].body)
  })

  app.listen({ host: process.env.HOST, port: Number(process.env.PORT) })
}
