// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/**
 * What produced a span; Jaeger calls it the process. The service name is the first attribute {@code service.name}, and the constructor puts
 * it first: order means nothing among resource attributes, and Jaeger's process has the name apart from its tags, which may hold another
 * {@code service.name}.
 */
public record Resource(Attributes attributes, int droppedAttributesCount, String schemaUrl) {
  /** The attribute that holds the service name. */
  public static final String SERVICE_NAME = "service.name";

  public static final Resource EMPTY = new Resource(Attributes.empty(), 0, "");

  public Resource {
    int index = attributes.indexOf(SERVICE_NAME);
    if (index > 0) {
      attributes = Attributes.builder(attributes.size())
          .put(SERVICE_NAME, attributes.value(index))
          .putAll(attributes.without(index))
          .build();
    }
  }

  public static Resource of(Attributes attributes) {
    return new Resource(attributes, 0, "");
  }

  /** A Jaeger process: a service and its tags. */
  public static Resource ofService(String serviceName, Attributes tags) {
    return of(Attributes.builder(tags.size() + 1)
        .put(SERVICE_NAME, serviceName)
        .putAll(tags)
        .build());
  }

  /** The service name; empty when there is none or it is not text. */
  public String serviceName() {
    String name = attributes.text(SERVICE_NAME);
    return name == null ? "" : name;
  }

  /** The attributes other than the service name: Jaeger's process tags. */
  public Attributes tags() {
    return attributes.isEmpty() || !attributes.key(0).equals(SERVICE_NAME)
        ? attributes
        : attributes.without(0);
  }
}
