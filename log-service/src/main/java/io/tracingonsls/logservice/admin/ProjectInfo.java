// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A project with all it holds, at one moment.
 *
 * @param doomed Logstores that are deleted but whose logs may still lie on disk
 * @param passThrough members of the create request that mean nothing to one node, returned as they came
 */
public record ProjectInfo(
    String name,
    String description,
    Map<String, JsonNode> passThrough,
    SortedMap<String, LogstoreInfo> logstores,
    Set<String> doomed,
    Map<ObjectKind, SortedMap<String, ObjectNode>> objects,
    long createSeconds,
    long modifySeconds) {
  public ProjectInfo {
    passThrough = Map.copyOf(passThrough);
    logstores = Collections.unmodifiableSortedMap(logstores);
    doomed = Set.copyOf(doomed);
    objects = Collections.unmodifiableMap(objects);
  }

  static ProjectInfo empty(
      String name, String description, Map<String, JsonNode> passThrough, long nowSeconds) {
    return new ProjectInfo(
        name,
        description,
        passThrough,
        new TreeMap<>(),
        Set.of(),
        new EnumMap<>(ObjectKind.class),
        nowSeconds,
        nowSeconds);
  }

  ProjectInfo withDescription(String changed, long nowSeconds) {
    return new ProjectInfo(
        name, changed, passThrough, logstores, doomed, objects, createSeconds, nowSeconds);
  }

  ProjectInfo with(LogstoreInfo logstore) {
    SortedMap<String, LogstoreInfo> changed = new TreeMap<>(logstores);
    changed.put(logstore.name(), logstore);
    return withLogstores(changed);
  }

  ProjectInfo withoutLogstore(String logstore) {
    SortedMap<String, LogstoreInfo> changed = new TreeMap<>(logstores);
    changed.remove(logstore);
    Set<String> more = new HashSet<>(doomed);
    more.add(logstore);
    return withLogstores(changed).withDoomed(more);
  }

  ProjectInfo withoutDoomed(String logstore) {
    Set<String> fewer = new HashSet<>(doomed);
    fewer.remove(logstore);
    return withDoomed(fewer);
  }

  private ProjectInfo withDoomed(Set<String> changed) {
    return new ProjectInfo(
        name, description, passThrough, logstores, changed, objects, createSeconds, modifySeconds);
  }

  private ProjectInfo withLogstores(SortedMap<String, LogstoreInfo> changed) {
    return new ProjectInfo(
        name, description, passThrough, changed, doomed, objects, createSeconds, modifySeconds);
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
        name, description, passThrough, logstores, doomed, changed, createSeconds, modifySeconds);
  }
}
