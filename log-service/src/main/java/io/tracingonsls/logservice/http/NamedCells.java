// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A row of SQL as a map in the columns' order: for answers of thousands of rows that are only walked through. Where
 * names repeat, a copy as another map keeps the last cell of each. Immutable.
 */
final class NamedCells extends AbstractMap<String, String> {
  private final List<String> names;
  private final List<String> cells;

  NamedCells(List<String> names, List<String> cells) {
    this.names = names;
    this.cells = cells;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return cells.size();
      }

      @Override
      public Iterator<Map.Entry<String, String>> iterator() {
        Iterator<String> name = names.iterator();
        Iterator<String> cell = cells.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return cell.hasNext();
          }

          @Override
          public Map.Entry<String, String> next() {
            return Map.entry(name.next(), cell.next());
          }
        };
      }
    };
  }
}
