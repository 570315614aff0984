"""jaeger-client 4.8 over UDP, with its remote sampler."""

import logging
import time

import query
from jaeger_client import Config

logging.basicConfig(level=logging.WARNING)
tracer = Config(
    config={
        "local_agent": {"reporting_host": "127.0.0.1", "reporting_port": query.port(6831), "sampling_port": query.port(5778)},
        "sampling_refresh_interval": 0.5,
        "tags": {"rack": "r7"},
    },
    service_name="jaeger-python",
    validate=True,
).initialize_tracer()

# The client begins with a sampler that keeps one trace in a thousand, until it has asked for ours, which keeps everything.
for _ in range(100):
    with tracer.start_span("buy") as root:
        if root.is_sampled():
            root.set_tag("span.kind", "server")
            root.set_tag("items", 3)
            root.set_tag("gift", True)
            root.set_tag("price", 2.5)
            root.log_kv({"event": "packed", "box": "\u2603"})
            with tracer.start_span("pay", child_of=root) as child:
                child.set_tag("error", True)
            break
    time.sleep(0.1)
else:
    raise AssertionError("the remote sampler never kept a span")
query.passed("jaeger-client, strategy from port 5778")
spans = query.fetch(f"{root.trace_id:x}", 2)
buy, pay = spans["buy"], spans["pay"]
query.same("ids", (buy["spanID"], query.parent(pay)), (f"{root.span_id:016x}",) * 2)
found = query.tags(buy)
query.same("tags", (found["items"], found["gift"], found["price"], found["span.kind"]), (3, True, 2.5, "server"))
query.same("sampler", found["sampler.type"], "probabilistic")
query.same("error", query.tags(pay)["error"], True)
process = query.tags({"tags": buy["process"]["tags"]})
query.same("process", (buy["process"]["serviceName"], process["rack"]), ("jaeger-python", "r7"))
query.same("client", process["jaeger.version"].split("-")[0], "Python")
fields = {field["key"]: field["value"] for field in buy["logs"][0]["fields"]}
query.same("log", fields, {"event": "packed", "box": "\u2603"})
query.passed("jaeger-client over UDP")
tracer.close()
