"""py_zipkin in the encodings that the arguments name, with trace ids of 64 and of 128 bits."""

import sys
import urllib.request

import query
from py_zipkin import Encoding
from py_zipkin.transport import BaseTransportHandler
from py_zipkin.util import generate_random_128bit_string, generate_random_64bit_string
from py_zipkin.zipkin import ZipkinAttrs, zipkin_client_span, zipkin_server_span

SENT_AS = {
    "V1_THRIFT": ("/api/v1/spans", "application/x-thrift"),
    "V1_JSON": ("/api/v1/spans", "application/json"),
    "V2_JSON": ("/api/v2/spans", "application/json"),
    "V2_PROTO3": ("/api/v2/spans", "application/x-protobuf"),
}


class Http(BaseTransportHandler):
    def __init__(self, encoding):
        super().__init__()
        self.path, self.content_type = SENT_AS[encoding.name]

    def get_max_payload_bytes(self):
        return None

    def send(self, payload):
        request = urllib.request.Request(
            f"http://127.0.0.1:{query.port(9411)}{self.path}",
            data=payload if isinstance(payload, bytes) else payload.encode(),
            headers={"Content-Type": self.content_type},
        )
        with urllib.request.urlopen(request) as answer:
            query.same("status", answer.status, 202)


def check(encoding, trace_id):
    root = generate_random_64bit_string()
    attributes = ZipkinAttrs(trace_id, root, None, "0", True)
    service = f"zipkin-{encoding.name.lower()}"
    with zipkin_server_span(
        service_name=service,
        span_name="get /orders",
        zipkin_attrs=attributes,
        transport_handler=Http(encoding),
        host="10.1.2.3",
        port=8080,
        encoding=encoding,
        sample_rate=100.0,
        binary_annotations={"http.path": "/orders", "snowman": "\u2603"},
    ) as server:
        server.add_annotation("cache miss")
        with zipkin_client_span(service_name=service, span_name="select", binary_annotations={"sql": "select 1"}) as client:
            client.add_sa_binary_annotation(port=3306, service_name="mysql", host="10.9.9.9")
            child_id = client.zipkin_attrs.span_id
    spans = query.fetch(trace_id, 2)
    query.same("names", set(spans), {"get /orders", "select"})
    server, client = spans["get /orders"], spans["select"]
    query.same("ids", (server["spanID"], client["spanID"]), (root, child_id))
    query.same("parents", (query.parent(server), query.parent(client)), (None, root))
    query.same("services", (server["process"]["serviceName"], client["process"]["serviceName"]), (service, service))
    query.same("kinds", (query.tags(server)["span.kind"], query.tags(client)["span.kind"]), ("server", "client"))
    query.same("path", query.tags(server)["http.path"], "/orders")
    query.same("text", query.tags(server)["snowman"], "\u2603")
    query.same("peer", query.tags(client)["peer.service"], "mysql")
    events = [field["value"] for log in server["logs"] for field in log["fields"]]
    query.same("annotations", events, ["cache miss"])
    query.passed(f"py_zipkin {encoding.name}, trace id of {len(trace_id) * 4} bits")


for each in map(Encoding.__getitem__, sys.argv[1:]):
    check(each, generate_random_64bit_string())
    check(each, generate_random_128bit_string())
