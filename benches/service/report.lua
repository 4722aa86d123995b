-- The last line of wrk's output as JSON, with every answer that was not 200 counted. The file named in PATHS, where there is
-- one, holds addresses that are asked for in turn.
local threads, requests, turn = {}, {}, 0

function setup(thread)
  table.insert(threads, thread)
end

function init()
  others = 0
end

local paths = os.getenv("PATHS") or ""
if paths ~= "" then
  function request()
    if #requests == 0 then
      for path in io.lines(paths) do
        table.insert(requests, wrk.format("GET", path))
      end
    end
    turn = turn % #requests + 1
    return requests[turn]
  end
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
