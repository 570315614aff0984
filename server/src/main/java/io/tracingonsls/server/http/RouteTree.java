// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Routes as a tree of path segments. Filled by a builder, then only read. */
final class RouteTree {
  private record Target(
      String template, HttpHandler handler, List<String> names, int maxBodyBytes) {}

  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();

    @Nullable
    Node parameter;

    final Map<String, Target> targets = new TreeMap<>();
    final Map<String, Target> tails = new TreeMap<>();
  }

  private record Addition(String method, String template, HttpHandler handler, int maxBodyBytes) {}

  private final Node root = new Node();
  private final List<Addition> added = new ArrayList<>();

  /** A tree that later additions to this one do not change. */
  RouteTree copy() {
    RouteTree copy = new RouteTree();
    for (Addition addition : added) {
      copy.add(addition.method(), addition.template(), addition.handler(), addition.maxBodyBytes());
    }
    return copy;
  }

  void add(String method, String template, HttpHandler handler, int maxBodyBytes) {
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException(
          "route: " + template + " (expected: a path starting with /)");
    }
    added.add(new Addition(method, template, handler, maxBodyBytes));
    String[] segments = template.substring(1).split("/", -1);
    List<String> names = new ArrayList<>();
    Node node = root;
    boolean tail = false;
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      boolean parameter = segment.startsWith("{") && segment.endsWith("}");
      tail = parameter && segment.endsWith("...}");
      if (tail && i < segments.length - 1) {
        throw new IllegalArgumentException(
            "route: " + template + " (expected: {name...} only at the end)");
      }
      if (parameter) {
        names.add(segment.substring(1, segment.length() - (tail ? 4 : 1)));
      }
      node = tail ? node : child(node, segment, parameter);
    }
    Target target = new Target(template, handler, List.copyOf(names), maxBodyBytes);
    if ((tail ? node.tails : node.targets).putIfAbsent(method, target) != null) {
      throw new IllegalArgumentException(
          "route: " + method + " " + template + " (expected: only once)");
    }
  }

  private static Node child(Node node, String segment, boolean parameter) {
    if (!parameter) {
      return node.literals.computeIfAbsent(segment, key -> new Node());
    }
    Node child = node.parameter;
    if (child == null) {
      child = new Node();
      node.parameter = child;
    }
    return child;
  }

  /** Null when no template fits the path; {@link RouteMatch#methodMissing} when one does, but not for the method. */
  @Nullable
  RouteMatch match(String method, String path) {
    if (!path.startsWith("/")) {
      return null;
    }
    String[] raw = path.substring(1).split("/", -1);
    String[] segments = new String[raw.length];
    for (int i = 0; i < raw.length; i++) {
      segments[i] = UrlDecoding.segment(raw[i]);
    }
    return match(root, method, segments, 0, new ArrayList<>());
  }

  private @Nullable RouteMatch match(
      Node node, String method, String[] segments, int at, List<String> values) {
    RouteMatch found = at == segments.length ? choose(node.targets, method, values) : null;
    if (at < segments.length) {
      Node literal = node.literals.get(segments[at]);
      found = literal == null ? null : match(literal, method, segments, at + 1, values);
      if (!complete(found) && node.parameter != null && !segments[at].isEmpty()) {
        values.add(segments[at]);
        found = better(found, match(node.parameter, method, segments, at + 1, values));
        values.remove(values.size() - 1);
      }
      if (!complete(found) && !node.tails.isEmpty() && safeTail(segments, at)) {
        values.add(String.join("/", List.of(segments).subList(at, segments.length)));
        found = better(found, choose(node.tails, method, values));
        values.remove(values.size() - 1);
      }
    }
    return found;
  }

  private static boolean complete(@Nullable RouteMatch match) {
    return match != null && !match.methodMissing();
  }

  private static @Nullable RouteMatch better(
      @Nullable RouteMatch first, @Nullable RouteMatch second) {
    return complete(second) || first == null ? second : first;
  }

  /** The rest of a path may name files: no steps upwards, no separators hidden by escapes. */
  private static boolean safeTail(String[] segments, int from) {
    for (int i = from; i < segments.length; i++) {
      String segment = segments[i];
      if (segment.equals("..")
          || segment.equals(".")
          || segment.indexOf('/') >= 0
          || segment.indexOf('\\') >= 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable RouteMatch choose(
      Map<String, Target> targets, String method, List<String> values) {
    if (targets.isEmpty()) {
      return null;
    }
    Target target = targets.get(method);
    if (target == null && method.equals("HEAD")) {
      target = targets.get("GET");
    }
    if (target == null) {
      String template = targets.values().iterator().next().template();
      Headers allow = Headers.of("Allow", String.join(", ", targets.keySet()));
      return RouteMatch.failing(template, new HttpException(405, "", allow, null));
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < target.names().size(); i++) {
      parameters.put(target.names().get(i), values.get(i));
    }
    return new RouteMatch(
        target.template(), target.handler(), parameters, target.maxBodyBytes(), false, true);
  }
}
