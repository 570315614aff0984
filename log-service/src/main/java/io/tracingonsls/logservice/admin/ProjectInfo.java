// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A project with all it holds, at one moment.
 *
 * @param passThrough members of the create request that mean nothing to one node, returned as they came
 */
public record ProjectInfo(
    String name,
    String description,
    Map<String, JsonNode> passThrough,
    SortedMap<String, LogstoreInfo> logstores,
    Map<ObjectKind, SortedMap<String, ObjectNode>> objects,
    long createSeconds,
    long modifySeconds) {
  public ProjectInfo {
    passThrough = Map.copyOf(passThrough);
    logstores = Collections.unmodifiableSortedMap(logstores);
    objects = Collections.unmodifiableMap(objects);
  }

  static ProjectInfo empty(
      String name, String description, Map<String, JsonNode> passThrough, long nowSeconds) {
    return new ProjectInfo(
        name,
        description,
        passThrough,
        new TreeMap<>(),
        new EnumMap<>(ObjectKind.class),
        nowSeconds,
        nowSeconds);
  }

  ProjectInfo withDescription(String changed, long nowSeconds) {
    return new ProjectInfo(
        name, changed, passThrough, logstores, objects, createSeconds, nowSeconds);
  }

  ProjectInfo with(LogstoreInfo logstore) {
    SortedMap<String, LogstoreInfo> changed = new TreeMap<>(logstores);
    changed.put(logstore.name(), logstore);
    return withLogstores(changed);
  }

  ProjectInfo withoutLogstore(String logstore) {
    SortedMap<String, LogstoreInfo> changed = new TreeMap<>(logstores);
    changed.remove(logstore);
    return withLogstores(changed);
  }

  private ProjectInfo withLogstores(SortedMap<String, LogstoreInfo> changed) {
    return new ProjectInfo(
        name, description, passThrough, changed, objects, createSeconds, modifySeconds);
  }

  /** Documents of one kind by name; callers must not change them. */
  public SortedMap<String, ObjectNode> objects(ObjectKind kind) {
    SortedMap<String, ObjectNode> found = objects.get(kind);
    return found == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(found);
  }

  /** Sets an object, or removes it when {@code document} is null. */
  ProjectInfo withObject(ObjectKind kind, String object, @Nullable ObjectNode document) {
    Map<ObjectKind, SortedMap<String, ObjectNode>> changed = new EnumMap<>(ObjectKind.class);
    changed.putAll(objects);
    SortedMap<String, ObjectNode> ofKind = new TreeMap<>(objects(kind));
    if (document == null) {
      ofKind.remove(object);
    } else {
      ofKind.put(object, document);
    }
    changed.put(kind, ofKind);
    return new ProjectInfo(
        name, description, passThrough, logstores, changed, createSeconds, modifySeconds);
  }
}
