// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import io.tracingonsls.benchmarks.engine.InputFile;
import io.tracingonsls.benchmarks.engine.SpanSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB with a typed column for every field and every leaf of a JSON object (BIGINT or VARCHAR), filled by its appender, committed once
 * a second, a memory limit of 1 GB, all else as it comes. There is no index: its documentation advises against them for such data.
 */
final class DuckStore implements ComparedStore {
  private static final long COMMIT_NANOS = 1_000_000_000L;

  private final DuckDBConnection connection;
  private final List<String> columns = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private @Nullable DuckDBAppender appender;
  private long committedNanos = System.nanoTime();

  /** {@code sample} are logs that have every column; null when the table exists. */
  DuckStore(Path folder, @Nullable List<Log> sample) throws IOException {
    Files.createDirectories(folder);
    try {
      connection = (DuckDBConnection)
          DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("spans.duckdb"));
      run("SET memory_limit='1GB'");
      if (sample != null) {
        create(sample);
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private void create(List<Log> sample) throws SQLException {
    Map<String, Boolean> numbers = new TreeMap<>();
    for (Log log : sample) {
      log.fields().forEach(f -> numbers.merge(f.key(), f.number(), Boolean::logicalAnd));
    }
    StringBuilder sql = new StringBuilder("CREATE TABLE spans (__time__ BIGINT");
    columns.add("__time__");
    numbers.forEach((key, number) -> {
      sql.append(", \"").append(key).append(number ? "\" BIGINT" : "\" VARCHAR");
      positions.put(key, columns.size());
      columns.add(key);
    });
    run(sql.append(')').toString());
    connection.setAutoCommit(false);
    appender = connection.createAppender("main", "spans");
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void add(InputFile.Group group) throws IOException {
    DuckDBAppender rows = appender;
    if (rows == null) {
      throw new IllegalStateException("not for writing");
    }
    Log.Field[] values = new Log.Field[columns.size()];
    try {
      for (Log log : Log.of(group)) {
        log.fields().forEach(field -> values[position(field)] = field);
        rows.beginRow();
        rows.append(log.seconds());
        for (int i = 1; i < values.length; i++) {
          append(rows, values[i]);
        }
        rows.endRow();
        Collections.fill(java.util.Arrays.asList(values), null);
      }
      if (System.nanoTime() - committedNanos > COMMIT_NANOS) {
        rows.flush();
        connection.commit();
        committedNanos = System.nanoTime();
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private int position(Log.Field field) {
    Integer position = positions.get(field.key());
    if (position == null) {
      throw new IllegalStateException("field: " + field.key() + " (not in the sample)");
    }
    return position;
  }

  private static void append(DuckDBAppender rows, Log.@Nullable Field field) throws SQLException {
    if (field == null) {
      rows.appendNull();
    } else if (field.number()) {
      rows.append(field.asLong());
    } else {
      rows.append(field.value());
    }
  }

  @Override
  public void finish() throws IOException {
    try {
      if (appender != null) {
        appender.close();
        connection.commit();
        connection.setAutoCommit(true);
      }
      run("CHECKPOINT");
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public long trace(String traceId) {
    return rows("SELECT * FROM spans WHERE traceID = '" + traceId + "'");
  }

  @Override
  public long newestTraces(@Nullable String service, long fromSeconds) {
    String where = service == null ? "" : " AND service = '" + service + "' AND duration >= 1000";
    return number(
        "SELECT sum(ts)::BIGINT FROM (SELECT traceID, max(start) ts FROM spans WHERE __time__ >= "
            + fromSeconds + where + " GROUP BY traceID ORDER BY ts DESC LIMIT " + NEWEST + ")");
  }

  @Override
  public long services() {
    return number(
        "SELECT (count(*) + sum(c))::BIGINT FROM (SELECT service, count(*) c FROM spans GROUP BY service)");
  }

  @Override
  public long operations(String service) {
    return rows("SELECT DISTINCT name, kind FROM spans WHERE service = '" + service + "'");
  }

  @Override
  public long newestWith(String attribute, String value) {
    return rows("SELECT * FROM spans WHERE \"" + attribute + "\" = '" + value
        + "' ORDER BY __time__ DESC LIMIT " + NEWEST);
  }

  @Override
  public long newestWithWords(String a, String b) {
    return rows("SELECT * FROM spans WHERE logs LIKE '%" + a + "%' AND logs LIKE '%" + b
        + "%' ORDER BY __time__ DESC LIMIT " + NEWEST);
  }

  @Override
  public long percentiles(String service, long fromSeconds) {
    return number("SELECT (count(*) + sum(c))::BIGINT FROM (SELECT __time__ // 60 m, count(*) c,"
        + " quantile_disc(duration, 0.95) p FROM spans WHERE service = '" + service
        + "' AND __time__ >= " + fromSeconds + " GROUP BY m) WHERE p >= 0");
  }

  @Override
  public long numbersFrom(String attribute, long least) {
    return number("SELECT count(*) FROM spans WHERE \"" + attribute + "\" >= " + least);
  }

  @Override
  public long dependencies() {
    return number("SELECT (count(*) + sum(n))::BIGINT FROM (SELECT p.service, c.service, count(*) n"
        + " FROM spans p JOIN spans c ON p.traceID = c.traceID AND p.spanID = c.parentSpanID"
        + " WHERE p.service <> c.service AND c.__time__ >= " + SpanSet.DAY_START
        + " GROUP BY p.service, c.service)");
  }

  /** The number of rows, each read whole. */
  private long rows(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      long rows = 0;
      while (result.next()) {
        for (int i = 1; i <= width; i++) {
          Object unused = result.getObject(i);
        }
        rows++;
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private long number(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() throws IOException {
    try (Connection closing = connection) {
      closing.isClosed();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
