// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Columns whose value comes from the log's group: {@code __topic__}, {@code __source__} and {@code __tag__:key}. */
final class GroupColumns {
  static final String TOPIC = "__topic__";
  static final String SOURCE = "__source__";
  static final String TAG_PREFIX = "__tag__:";

  private GroupColumns() {}

  static void addNames(GroupTable groups, Set<String> names) {
    names.add(TOPIC);
    names.add(SOURCE);
    for (GroupHeader header : groups.headers()) {
      for (LogField tag : header.tags()) {
        names.add(TAG_PREFIX + tag.key());
      }
    }
  }

  /** The column, or null when no group has the tag or the name is none of a group's. */
  static @Nullable ColumnReader column(ColumnSegment segment, String name) {
    GroupTable groups = segment.groups();
    HeapColumn.Builder builder = new HeapColumn.Builder(segment.rowCount());
    int[] idOfHeader = new int[groups.headers().size()];
    for (int h = 0; h < idOfHeader.length; h++) {
      String value = value(groups.headers().get(h), name);
      idOfHeader[h] = value == null ? -1 : builder.add(value.getBytes(UTF_8));
    }
    if (builder.isEmpty()) {
      return null;
    }
    int common = idOfHeader[groups.headerIds()[0]];
    for (int g = 1; g < groups.count() && common >= 0; g++) {
      common = idOfHeader[groups.headerIds()[g]] == common ? common : -1;
    }
    if (common >= 0) {
      return new ConstantColumn(segment.rowCount(), builder.build().bytes(common));
    }
    for (int row = 0; row < segment.rowCount(); row++) {
      builder.setId(row, idOfHeader[groups.headerIds()[groups.groupOfRank(segment.rank(row))]]);
    }
    return builder.build();
  }

  private static @Nullable String value(GroupHeader header, String name) {
    if (name.equals(TOPIC)) {
      return header.topic();
    }
    if (name.equals(SOURCE)) {
      return header.source();
    }
    String value = null;
    for (LogField tag : header.tags()) {
      if (name.length() == TAG_PREFIX.length() + tag.key().length() && name.endsWith(tag.key())) {
        value = tag.value();
      }
    }
    return value;
  }
}
