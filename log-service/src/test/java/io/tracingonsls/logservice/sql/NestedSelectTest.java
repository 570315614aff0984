// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.query.MemoryLog;
import org.junit.jupiter.api.Test;

/** Statements that are planned in a shorter way answer what their text says. */
final class NestedSelectTest {
  private final SqlHarness harness = new SqlHarness(log(), SpanLog.index());

  private static MemoryLog log() {
    MemoryLog log = new MemoryLog(3);
    String[] services = {"cart", "front", "", "store", "cart", "front", "cart", null, "front"};
    for (int i = 0; i < services.length; i++) {
      log.add(
          100 + i,
          "service",
          services[i],
          "name",
          "op" + i % 2,
          "duration",
          Integer.toString(10 * i));
    }
    return log;
  }

  private void check(String sql, String... rows) {
    assertThat(harness.text(sql)).as(sql).isEqualTo(String.join("\n", rows));
  }

  @Test
  void conditionsOnTheCountedColumn_areMetByEachValue() {
    check(
        "select service from log where service <> '' group by service order by service",
        "cart",
        "front",
        "store");
    check(
        "select service, count(1) from log where service <> '' and service like '%t' group by service order by service",
        "cart|3", "front|3");
    check("select distinct service from log where length(service) = 4", "cart");
    check(
        "select count(1), service from log where service is null or service = '' group by service order by 2",
        "1|",
        "1|null");
    check("select service from log where service = 'nobody' group by service");
  }

  @Test
  void conditionsOnOtherColumns_areMetByRows() {
    check(
        "select service, count(1) from log where name = 'op1' and service <> '' group by service order by service",
        "front|2",
        "store|1");
    check(
        "select service, count(1) from log where duration >= 40 group by service order by service",
        "cart|2",
        "front|2",
        "null|1");
    check(
        "select service, count(1) from log where service in (select service from log where duration = 30) group by service",
        "store|1");
    check(
        "select distinct service from log where name = 'op1' and service > 'd' order by service",
        "front",
        "store");
  }

  @Test
  void selectAroundAnother_ordersAndCuts() {
    String groups =
        "(select service s, max(duration) m from log where service <> '' group by service)";
    check("select s, m from " + groups + " order by m desc, s limit 2", "front|80", "cart|60");
    check("select m, s from " + groups + " order by m desc, s limit 2", "80|front", "60|cart");
    check("select s from " + groups + " order by m limit 1", "store");
    check("select s as m, m as s from " + groups + " order by m limit 1", "cart|60");
    check("select s, m from " + groups + " where m < 80 order by m desc limit 1", "cart|60");
    check("select s, s from " + groups + " order by s limit 1", "cart|cart");
    check("select t.s, t.m from " + groups + " t order by t.m limit 1", "store|30");
    check(
        "select a, b from (select duration a, service b from log order by duration limit 3) order by a desc limit 2",
        "20|",
        "10|front");
    check(
        "select a from (select distinct service a from log where service <> '') order by a desc limit 1",
        "store");
    check(
        "select n, d from (select name n, duration - 1 d from log) order by d desc limit 2",
        "op0|79",
        "op1|69");
  }

  @Test
  void orderOfManyRows_keepsTheFirst() {
    MemoryLog many = new MemoryLog(5000);
    for (int i = 0; i < 40_000; i++) {
      String duration = i % 10 == 0 ? null : Integer.toString((i * 7919) % 40_000);
      many.add(100 + i, "name", "op" + i % 3, "duration", duration);
    }
    SqlHarness sorted = new SqlHarness(many, SpanLog.index());

    assertThat(sorted.text("select duration from log order by duration desc limit 3"))
        .isEqualTo("39999\n39998\n39997");
    assertThat(sorted.text("select duration from log order by duration limit 2"))
        .isEqualTo("1\n2");
    assertThat(sorted.text("select duration from log order by duration nulls first, name limit 2"))
        .isEqualTo("null\nnull");
    assertThat(sorted.text(
            "select name, duration from log order by duration % 2, duration desc limit 2"))
        .isEqualTo(
            sorted.text(
                "select name, duration from log where duration % 2 = 0 order by duration desc limit 2"));
  }
}
