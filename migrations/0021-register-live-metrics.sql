-- Metrics that a host keeps by itself: what a gauge stands at, and what is added to a counter.
set local role analytics_owner;

insert into analytics.event_types (
    event_type, schema_version, kind, priority, description, data_schema, example
)
values
(
    'metric.gauge_set', 1, 'system_metric', 'normal',
    'A metric of the vendor''s own stands at a value from now on.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,99}$",
      "description": "Name of the metric"},
    "value": {"type": ["number", "string"], "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,6})?$",
      "description": "What it stands at, a number or a decimal string"},
    "unit": {"type": "string", "minLength": 1, "maxLength": 50,
      "description": "Such as count, share or minutes"}
  },
  "required": ["name", "value"],
  "additionalProperties": false
}',
    '{"name": "capacity", "value": 40, "unit": "count"}'
),
(
    'metric.counter_changed', 1, 'system_metric', 'normal',
    'Something is added to a metric of the vendor''s own, or taken from it.',
    '{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {
    "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,99}$",
      "description": "Name of the metric"},
    "value": {"type": ["number", "string"], "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,6})?$",
      "description": "What is added, negative where it is taken away"},
    "unit": {"type": "string", "minLength": 1, "maxLength": 50,
      "description": "Such as count, share or minutes"}
  },
  "required": ["name", "value"],
  "additionalProperties": false
}',
    '{"name": "brochures_sent", "value": 1}'
);

insert into analytics.metric_definitions (
    metric_name, title, description,
    source, unit, date_basis, default_aggregation,
    event_types, value_field, condition_field, distinct_field,
    numerator_metric, denominator_metric, dimensions
)
values
(
    'gauge_last', 'Gauges',
    'What a metric of the vendor''s own was set to last within the time; group or filter by name.',
    'events', 'number', 'occurred', 'last',
    '{metric.gauge_set}', 'value', null, null, null, null,
    '{name}'
),
(
    'counter_total', 'Counters',
    'What was added to a metric of the vendor''s own, less what was taken; by its name.',
    'events', 'number', 'occurred', 'sum',
    '{metric.counter_changed}', 'value', null, null, null, null,
    '{name}'
);
