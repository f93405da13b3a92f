// Page views, sessions, forms begun and sent, quotes viewed:
//   <script async src="https://…/tracker.js" data-key="wp_…"></script>
// An element with data-quote="<id>" is a quote; wedsync("quote.viewed", {quoteId: "…"}) tells one by
// hand. What is served is this without comments, indentation and needless line breaks, and has at
// most 2,048 bytes, so names are short: d document, w window, n navigator, l location; p path of the
// page, r the page before it, F forms begun, z whether a request is under way, o its timer, J JSON;
// m and storage: the events that wait, id of the session, when it was last seen.
((d,w,n,l,J)=>{
// Who asks not to be followed is not: nothing is sent, and nothing stored.
if(n.doNotTrack==1||n.globalPrivacyControl)return w.wedsync=()=>{};
let s=d.currentScript,
u=new URL("api/analytics/collect?key="+s.dataset.key,s.src),
m=[[]],F=new Set,p,r=d.referrer,z,o,
// Without storage (private windows, blocked sites) what waits lives as long as the page.
get=()=>{try{return J.parse(localStorage.wedsync)}catch(e){return m}},
set=(...v)=>{m=v;try{localStorage.wedsync=J.stringify(v)}catch(e){}},
some=()=>get()[0].slice(0,20),
// A text without its query, at most so long.
cut=(t,c=500)=>t?t.split("?")[0].slice(0,c):void 0,
// A UUID of version 7: the server reads the time of the event from it.
id=()=>{
let t="0"+Date.now().toString(16);
return t.slice(0,8)+"-"+t.slice(8)+"-7000-8000-100000000000".replace(/[018]/g,
c=>(c^crypto.getRandomValues(new Uint8Array(1))[0]&15>>c/4).toString(16))
},
// Half an hour without anything ends a session.
T=(y,x)=>{
let t=Date.now(),[q,v,a]=get(),
add=(y,x)=>q.push({id:id(),eventType:y,sessionId:v,eventData:x});
t-a<18e5||(v=id(),add("session.started",P()));
add(y,x);
set(q.slice(-200),v,t);
clearTimeout(o);
o=setTimeout(send,400)
},
// What waits stays until a server has answered for it; sent twice, its ids make it one.
send=()=>{
let q=some();
if(z||!q[0])return;
z=1;
fetch(u,{method:"POST",body:J.stringify(q),keepalive:1,credentials:"omit"}).then(a=>{
z=0;
if(a.status<500&a.status!=429){
let[e,...v]=get();
set(e.filter(e=>!q.some(x=>x.id==e.id)),...v);
send()
}
},()=>z=0)
},
bye=()=>some()[0]&&n.sendBeacon(u,J.stringify(some())),
P=()=>({
path:cut(l.pathname),
referrer:cut(r),
channel:cut(new URL(l).searchParams.get("utm_source"),100)
}),
view=()=>{
let x=P().path,q=d.querySelector("[data-quote]");
if(p==x)return;
if(p)r=l.origin+p;
p=x;
T("page.viewed",{...P(),title:d.title.slice(0,200)});
q&&T("quote.viewed",{quoteId:q.dataset.quote,path:p})
},
// Applications of one page change it after they have changed its address.
soon=()=>setTimeout(view,50),
form=(e,y)=>{
let f=e.target.closest("form"),a=k=>f.getAttribute(k);
if(!f||y&&F.has(f))return;
F.add(f);
T("form."+(y||"submitted"),{formId:cut(a("id")||a("name")||"form",200),path:p})
},
on=(k,f)=>w.addEventListener(k,f,1),
y=history,
h=y.pushState;
y.pushState=(...a)=>{h.apply(y,a);soon()};
on("popstate",soon);
on("focusin",e=>form(e,"started"));
on("submit",e=>form(e));
on("visibilitychange",()=>d.hidden&&bye());
on("pagehide",bye);
on("online",send);
w.wedsync=T;
d.readyState=="loading"?on("DOMContentLoaded",view):view()
})(document,window,navigator,location,JSON)
