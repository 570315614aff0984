#!/usr/bin/env bash
# Runs unmodified jaeger-agents of all generations before the packaged collector: those that speak TChannel (1.8, 1.10, 1.17), and those that speak
# gRPC (1.17, 1.22, 1.35, 1.67, the last). Each takes spans on 6831, 6832 and 5775, answers for sampling and baggage on its 5778, is restarted
# itself, and sees its collector stopped, killed and started again: what the agent counted as submitted, which is what the collector
# acknowledged, must be stored. The agents are built from the Go module proxy, about a minute each the first time.
# Usage: scripts/check-upstream-agent.sh [directory of the unpacked distribution]
# Environment: AGENTS (default: all, as version/protocol), PORT_OFFSET
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
home=${1:-app/target/tracing-on-sls}
[ -x "$home/bin/tracing-on-sls" ] || { echo "SKIP: $home is not built"; exit 0; }
command -v go >/dev/null || { echo "SKIP: go is not installed"; exit 0; }
agents=${AGENTS:-v1.8.0/tchannel v1.10.0/tchannel v1.17.1/tchannel v1.17.1/grpc v1.22.0/grpc v1.35.0/grpc v1.67.0/grpc}
offset=${PORT_OFFSET:-$((20000 + RANDOM % 10000))}
# The agent has the ports that all-in-one would have with this offset; the query server's next to nothing else.
compact=$((6831 + offset)) binary=$((6832 + offset)) zipkin=$((5775 + offset)) config=$((5778 + offset)) admin=$((14271 + offset))
query=$((16686 + offset))

. scripts/clients/jaeger-thrift.sh || exit 0
mkdir -p target/agent-check
javac -nowarn -proc:none -d target/agent-check -cp "$JAEGER_THRIFT/*" scripts/clients/AgentCheck.java || exit 1
client() { java -XX:TieredStopAtLevel=1 -cp "target/agent-check:$JAEGER_THRIFT/*" AgentCheck "$@"; }

work=$(mktemp -d)
declare -A pids=()
finish() {
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null; done
  wait 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT

start() { # name, command…
  local name=$1
  shift
  "$@" >>"$work/$name.log" 2>&1 &
  pids[$name]=$!
}

stop() { # name, signal
  kill "-$2" "${pids[$1]}" 2>/dev/null
  wait "${pids[$1]}" 2>/dev/null
  unset "pids[$1]"
}

await() { # what, command…
  local what=$1
  shift
  for _ in $(seq 1 300); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.1
  done
  echo "FAIL: $what" >&2
  tail -n 3 "$work"/*.log | cut -c1-200 >&2
  exit 1
}


start_collector() {
  start collector exec_ours collector --sampling.strategies-file "$work/strategies.json"
  await "the collector is not ready" curl -fs "http://127.0.0.1:$((14269 + offset))/"
}

# A function in the background is a shell that would not pass signals on: exec replaces it.
exec_ours() {
  local command=$1
  shift
  exec "$home/bin/tracing-on-sls" "$command" --data-dir "$work/data" --port-offset "$offset" "$@"
}

start_agent() {
  local flags=(
    --processor.jaeger-compact.server-host-port=127.0.0.1:$compact
    --processor.jaeger-binary.server-host-port=127.0.0.1:$binary
    --processor.zipkin-compact.server-host-port=127.0.0.1:$zipkin
    --http-server.host-port=127.0.0.1:$config)
  case $protocol in
    tchannel) flags+=(--reporter.tchannel.host-port=127.0.0.1:$((14267 + offset))) ;;
    grpc) flags+=(--reporter.grpc.host-port=127.0.0.1:$((14250 + offset))) ;;
  esac
  case $version in
    v1.8.*) ;;
    v1.1[0-7].*) flags+=(--reporter.type="$protocol") ;;
  esac
  case $version in
    v1.8.* | v1.10.*) metrics=http://127.0.0.1:$config/metrics ;;
    v1.17.*) flags+=(--admin-http-port=$admin) metrics=http://127.0.0.1:$admin/metrics ;;
    *) flags+=(--admin.http.host-port=127.0.0.1:$admin) metrics=http://127.0.0.1:$admin/metrics ;;
  esac
  start agent "$program" "${flags[@]}"
  await "agent $version is not ready" curl -fs "http://127.0.0.1:$config/sampling?service=by-agent"
}

# Sum of the agent's counters whose names end so; 1.8 shows none.
counted() { # name
  if [ "$version" = v1.8.0 ]; then
    echo 0
    return
  fi
  curl -fs "$metrics" | awk -v name="$1" '$1 ~ "^jaeger_agent_.*" name "(_total)?({|$)" { sum += $2 } END { print sum + 0 }'
}

settled() { [ "$version" = v1.8.0 ] || [ $(($(counted spans_submitted) + $(counted spans_failures))) -ge "$1" ]; }

# send <how many> <microseconds apart>
send() {
  client send "$compact" "$binary" "$zipkin" "$next" "$1" "$2"
}

all_stored() { # what, how many: the next ones, all of which must arrive
  local stored
  send "$2" 500
  stored=$(client stored "$query" "$next" "$2")
  next=$((next + $2))
  [ "$stored" = "$2" ] && return 0
  echo "FAIL $name, $1: $stored of $2 spans stored"
  return 1
}

# Whether spans get through again: agents look for a collector that was away about once a second.
through() {
  send 3 0
  next=$((next + 3))
  [ "$(client stored "$query" $((next - 3)) 3)" = 3 ]
}

# What the agent calls submitted was acknowledged, so it is stored, whatever happened to the collector meanwhile.
outage() { # what, signal
  local submitted failures stored count=600
  await "$name does not reach the collector any more" through
  submitted=$(counted spans_submitted)
  failures=$(counted spans_failures)
  send $count 5000 &
  local sender=$!
  sleep 1
  stop collector "$2"
  sleep 0.5
  start_collector
  wait "$sender"
  sleep 2
  await "agent $version gave $count spans neither up nor through" settled $((submitted + failures + count))
  submitted=$(($(counted spans_submitted) - submitted))
  stored=$(client stored "$query" "$next" $count)
  next=$((next + count))
  if [ "$stored" -lt "$submitted" ]; then
    echo "FAIL $name, $1: only $stored of $submitted acknowledged spans stored"
    return 1
  fi
  local shown=$submitted
  [ "$version" = v1.8.0 ] && shown="an unknown number"
  echo "     $name, $1: $count sent, $shown acknowledged, $stored stored"
}

configuration() {
  local answer
  answer=$(curl -s "http://127.0.0.1:$config/sampling?service=by-agent")
  case $answer in
    *0.25*) ;;
    *) echo "FAIL $name, sampling: $answer"; return 1 ;;
  esac
  # No collector has ever implemented baggage restrictions: agents passed that on as an error; the last ones don't know the path.
  answer=$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$config/baggageRestrictions?service=by-agent")
  [ "$answer" = 500 ] || [ "$answer" = 404 ] || { echo "FAIL $name, baggage: status $answer"; return 1; }
}

echo '{"service_strategies":[{"service":"by-agent","type":"probabilistic","param":0.25}]}' >"$work/strategies.json"
start log-service exec_ours log-service
await "the Log Service is not ready" curl -fs "http://127.0.0.1:$((12691 + offset))/"
start query exec_ours query
await "the query server is not ready" curl -fs "http://127.0.0.1:$query/api/services"
start_collector

failed=0
next=1048577
for agent in $agents; do
  version=${agent%/*} protocol=${agent#*/} name="agent ${agent#v}"
  directory=$(JAEGER_VERSION=$version scripts/build-jaeger.sh agent 2>"$work/build.log") \
    || { echo "SKIP $name: can't be built: $(tail -n 1 "$work/build.log")"; continue; }
  program=$directory/agent
  start_agent
  if configuration && all_stored "three ports" 300 \
    && { stop agent TERM; start_agent; all_stored "agent restarted" 60; } \
    && outage "collector restarted" TERM && outage "collector killed" KILL \
    && { await "$name does not reach the collector any more" through; all_stored "afterwards" 60; }; then
    echo "ok   $name"
  else
    failed=1
  fi
  stop agent TERM
done
exit $failed
