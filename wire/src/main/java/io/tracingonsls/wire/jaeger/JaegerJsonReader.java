// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads traces of Jaeger's JSON. The processes of a trace come after its spans, so each trace is held until its end. */
final class JaegerJsonReader {
  private final JsonReader in;
  private final JaegerJson.TraceSink sink;
  private final JaegerJsonSpanReader spanReader;
  private final Map<String, Resource> processes = new LinkedHashMap<>();
  private final Map<String, List<Span>> spansByProcess = new LinkedHashMap<>();

  JaegerJsonReader(JsonReader in, JaegerJson.TraceSink sink) {
    this.in = in;
    this.sink = sink;
    this.spanReader = new JaegerJsonSpanReader(in);
  }

  void read() throws IOException, DecodeException {
    if (in.isArray()) {
      in.array(this::trace);
    } else {
      trace();
    }
  }

  /** A trace, or an answer that holds traces. */
  private void trace() throws IOException, DecodeException {
    processes.clear();
    spansByProcess.clear();
    in.object(name -> {
      switch (name) {
        case "data" -> in.array(this::trace);
        case "spans" -> in.array(this::span);
        case "processes" -> in.object(this::process);
        default -> {
          return false;
        }
      }
      return true;
    });
    if (!spansByProcess.isEmpty()) {
      sink.accept(batch());
    }
    processes.clear();
    spansByProcess.clear();
  }

  private SpanBatch batch() throws DecodeException {
    List<ResourceSpans> resources = new ArrayList<>(spansByProcess.size());
    for (Map.Entry<String, List<Span>> entry : spansByProcess.entrySet()) {
      Resource process = processes.get(entry.getKey());
      if (process == null) {
        throw in.malformed("processID without an entry in processes");
      }
      resources.add(ResourceSpans.of(process, entry.getValue()));
    }
    return new SpanBatch(resources);
  }

  private void span() throws IOException, DecodeException {
    Span span = spanReader.read();
    String processId = spanReader.processId();
    Resource own = spanReader.ownProcess();
    if (own != null) {
      processId = "own " + (processes.size() + 1);
      processes.put(processId, own);
    }
    spansByProcess.computeIfAbsent(processId, absent -> new ArrayList<>()).add(span);
  }

  private boolean process(String id) throws IOException, DecodeException {
    in.budget().text(id.length());
    processes.put(id, process(in));
    return true;
  }

  static Resource process(JsonReader in) throws IOException, DecodeException {
    in.budget().struct();
    String[] serviceName = {""};
    Attributes.Builder tags = Attributes.builder();
    in.object(name -> {
      switch (name) {
        case "serviceName" -> serviceName[0] = in.text();
        case "tags" -> JaegerJsonTags.readAll(in, tags);
        default -> {
          return false;
        }
      }
      return true;
    });
    return Resource.ofService(serviceName[0], tags.build());
  }
}
