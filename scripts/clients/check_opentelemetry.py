"""The OpenTelemetry SDK over gRPC and HTTP, plain and compressed."""

import grpc
import query
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GrpcExporter
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as HttpExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def check(name, exporter):
    service = f"opentelemetry-{name}"
    provider = TracerProvider(resource=Resource.create({"service.name": service, "rack": 7}))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = provider.get_tracer("check", "1.2")
    with tracer.start_as_current_span("buy", kind=trace.SpanKind.SERVER) as root:
        root.set_attribute("items", 3)
        root.set_attribute("price", 2.5)
        root.set_attribute("gift", True)
        root.set_attribute("sizes", [1, 2])
        root.add_event("packed", {"box": "\u2603"})
        linked = trace.Link(trace.SpanContext(0xA1, 0xB2, is_remote=True), {"why": "retry"})
        with tracer.start_as_current_span("pay", kind=trace.SpanKind.CLIENT, links=[linked]) as child:
            child.set_status(trace.Status(trace.StatusCode.ERROR, "declined"))
    query.same("flush", provider.force_flush(10_000), True)
    provider.shutdown()
    context = root.get_span_context()
    spans = query.fetch(trace.format_trace_id(context.trace_id), 2)
    buy, pay = spans["buy"], spans["pay"]
    query.same("ids", (buy["spanID"], query.parent(pay)), (trace.format_span_id(context.span_id),) * 2)
    links = [(r["traceID"], r["spanID"]) for r in pay["references"] if r["refType"] == "FOLLOWS_FROM"]
    query.same("link", links, [(f"{0xA1:016x}", f"{0xB2:016x}")])
    query.same("service", buy["process"]["serviceName"], service)
    query.same("resource", query.tags({"tags": buy["process"]["tags"]})["rack"], 7)
    found = query.tags(buy)
    query.same("tags", (found["items"], found["price"], found["gift"], found["sizes"]), (3, 2.5, True, "[1,2]"))
    query.same("kinds", (found["span.kind"], query.tags(pay)["span.kind"]), ("server", "client"))
    query.same("scope", (found["otel.scope.name"], found["otel.scope.version"]), ("check", "1.2"))
    query.same("status", (query.tags(pay)["error"], query.tags(pay)["otel.status_description"]), (True, "declined"))
    fields = {field["key"]: field["value"] for field in buy["logs"][0]["fields"]}
    query.same("event", fields, {"event": "packed", "box": "\u2603"})
    query.passed(f"OpenTelemetry SDK, {name}")


grpc_address = f"http://127.0.0.1:{query.port(4317)}"
http_address = f"http://127.0.0.1:{query.port(4318)}/v1/traces"
check("grpc", GrpcExporter(endpoint=grpc_address, insecure=True))
check("grpc-gzip", GrpcExporter(endpoint=grpc_address, insecure=True, compression=grpc.Compression.Gzip))
check("http", HttpExporter(endpoint=http_address))
check("http-gzip", HttpExporter(endpoint=http_address, compression=Compression.Gzip))
check("http-deflate", HttpExporter(endpoint=http_address, compression=Compression.Deflate))
