-- The last line of wrk's output as JSON, with every answer that was not 200 counted.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  others = 0
end

function response(status)
  if status ~= 200 then
    others = others + 1
  end
end

function done(summary, latency)
  local others = 0
  for _, thread in ipairs(threads) do
    others = others + thread:get("others")
  end
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format(
    '{"pages": %d, "seconds": %.4f, "p50": %.3f, "p99": %.3f, "slowest": %.3f, "errors": %d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    latency.max / 1000, errors + others
  ))
end
