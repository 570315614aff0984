// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.logservice.query.SqlAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole statements over a few spans; every one gives the same over one and over many segments. */
final class StatementTest {

  private static SqlHarness spans(int rowsPerSegment) {
    return new SqlHarness(SpanLog.log(rowsPerSegment), SpanLog.index());
  }

  private static void check(String sql, String... rows) {
    for (int rowsPerSegment : new int[] {1, 3, 100}) {
      assertThat(spans(rowsPerSegment).text(sql)).as(sql).isEqualTo(String.join("\n", rows));
    }
  }

  private static void refuse(String sql, String message) {
    assertThatThrownBy(() -> spans(100).text(sql)).as(sql).hasMessageContaining(message);
  }

  @Test
  void services_areCountedAndOrdered() {
    check(
        "select service, count(1) as c from log group by service order by c desc, service limit 10000",
        "cart|3",
        "batch|2",
        "front|2",
        "store|1");
    check("select count(*)", "8");
    check("select distinct service order by service", "batch", "cart", "front", "store");
  }

  @Test
  void operations_areGroupedByKind() {
    check(
        "select name, kind from log where service = 'cart' group by name, kind order by 1 limit 10000",
        "add item|client",
        "list items|client");
  }

  @Test
  void traceIds_comeNewestFirst() {
    check(
        "select traceID, max(start) as ts from log where service in ('front','cart') and start between 0 and 999000000"
            + " group by traceID order by ts desc limit 20",
        "t2|162000000",
        "t1|101000000");
    check(
        "select traceID, max(start) ts group by traceID order by ts desc limit 1", "t3|220000000");
    check(
        "select traceID, max(start) ts group by traceID order by ts desc limit 1, 1",
        "t2|162000000");
  }

  @Test
  void columnNames_ignoreCaseAndKeepTheirSpelling() {
    SqlAnswer answer = spans(100)
        .answer(
            "* | select TRACEID, Service as S, count(*), 1 + 1 from LOG group by traceid, service limit 1");
    assertThat(answer.columns()).containsExactly("TRACEID", "S", "_col2", "_col3");
    assertThat(answer.columnTypes()).containsExactly("varchar", "varchar", "bigint", "bigint");
    assertThat(answer.limited()).isEqualTo(1);
    assertThat(answer.aggQuery()).startsWith("select TRACEID");
    assertThat(answer.whereQuery()).isEqualTo("*");
    assertThat(answer.processedRows()).isEqualTo(8);
  }

  @Test
  void searchPart_selectsTheRows() {
    SqlHarness sql = spans(3);
    assertThat(sql.answer("service: cart and duration > 1500 | select count(*)").rows())
        .hasToString("[[2]]");
    assertThat(sql.answer("service:batch | select count(*)").rows()).hasToString("[[2]]");
  }

  @Test
  void defaultLimit_isAHundredRows() {
    SqlAnswer answer =
        spans(100).answer("* | select a.spanID from log a cross join log b cross join log c");
    assertThat(answer.rows()).hasSize(100);
    assertThat(answer.limited()).isEqualTo(100);
  }

  @Test
  void numbers_thatAreNoneAreNull() {
    check("select duration is null, ratio from log where spanID = 'h'", "true|null");
    check(
        "select sum(duration), avg(duration), count(duration), min(duration), max(duration)",
        "17890|2555.714285714286|7|90|7000");
    check(
        "select sum(ratio) > 0, typeless from (select ratio, 1 as typeless from log) group by typeless",
        "true|1");
  }

  @Test
  void aggregates_overNoRows() {
    check(
        "select count(*), sum(duration), avg(duration), max(name), array_agg(name), approx_percentile(duration, 0.5), bool_or(true), approx_distinct(name) from log where service = 'none'",
        "0|null|null|null|null|null|null|0");
    check("select service, count(*) from log where service = 'none' group by service", "");
  }

  @Test
  void percentiles_perMinute() {
    check(
        "select __time__ - __time__ % 60 as minute, count(*), approx_percentile(duration, 0.5), approx_percentile(duration, array[0.1, 1.0])"
            + " from log group by minute order by minute",
        "60|3|1000|[300,5000]", "120|3|2500|[2000,7000]", "180|2|90|[90,90]");
    check(
        "select date_trunc('minute', from_unixtime(__time__)) m, service, count_if(duration >= 1000) c group by m, service order by m, service",
        "1970-01-01 00:01:00.000|cart|1",
        "1970-01-01 00:01:00.000|front|1",
        "1970-01-01 00:01:00.000|store|0",
        "1970-01-01 00:02:00.000|cart|2",
        "1970-01-01 00:02:00.000|front|1",
        "1970-01-01 00:03:00.000|batch|0");
    check("select approx_percentile(duration, 3, 0.5), approx_percentile(ratio, 0.0)", "2000|0.1");
  }

  @Test
  void dependencies_bySelfJoin() {
    check(
        "select p.service as parent, c.service as child, count(*) as calls, sum(c.duration) d"
            + " from (select traceID, spanID, service from log) p"
            + " join (select traceID, parentSpanID, service, duration from log where parentSpanID <> '') c"
            + " on p.traceID = c.traceID and p.spanID = c.parentSpanID"
            + " where p.service <> c.service group by p.service, c.service order by 1, 2",
        "cart|store|1|300",
        "front|cart|3|5500");
    check(
        "select p.service, c.service, count(*) from log p, log c where p.traceID = c.traceID and p.spanID = c.parentSpanID"
            + " group by 1, 2 order by 1, 2",
        "batch|batch|1",
        "cart|store|1",
        "front|cart|3");
  }

  @Test
  void outerJoins_keepRowsWithoutPartner() {
    String sides = "(select spanID, service from log where service in ('front','batch')) a %s join"
        + " (select parentSpanID, name from log where service = 'cart') b on a.spanID = b.parentSpanID";
    check(
        "select spanID, name from " + sides.formatted("left") + " order by spanID, name",
        "a|add item",
        "d|add item",
        "d|list items",
        "g|null",
        "h|null");
    check("select count(*) from " + sides.formatted("inner"), "3");
    check(
        "select b.name, a.spanID from " + sides.formatted("right") + " order by 1, 2",
        "add item|a",
        "add item|d",
        "list items|d");
    check(
        "select x.spanID, y.spanID from (select spanID from log where spanID in ('a','b')) x full join"
            + " (select spanID from log where spanID in ('b','c')) y on x.spanID = y.spanID order by 1, 2",
        "a|null",
        "b|b",
        "null|c");
    check(
        "select a.spanID, b.spanID from log a left join log b on a.spanID = b.parentSpanID and b.duration > 2100"
            + " where a.service = 'front' order by 1",
        "a|null",
        "d|f");
  }

  @Test
  void using_joinsOnOneColumn() {
    check("select count(*) from log a join log b using (traceID)", "22");
    check(
        "select traceID, count(*), count(b.spanID) from log a left join log b using (traceID) group by traceID order by traceID",
        "t1|9|9",
        "t2|9|9",
        "t3|4|4");
    check(
        "select v, l.x, r.y from (select 1 v, 2 x from log limit 1) l"
            + " full join (select 1.5 v, 3 y from log limit 1) r using (v) order by v",
        "1.0|2|null",
        "1.5|null|3");
    refuse("select 1 from log a join log b on true join log c using (traceID)", "ambiguous");
    refuse(
        "select 1 from (select 'x' v from log) l join (select 1 v from log) r using (v)",
        "Column types of USING clause do not match: v");
  }

  @Test
  void jsonFields_canBeAskedThreeWays() {
    check(
        "select \"attribute.http.status_code\", try_cast(json_extract_scalar(attribute, '$[\"http.status_code\"]') as double),"
            + " \"attribute.db.rows\" from log where service in ('front', 'store') order by start",
        "200|200.0|null",
        "null|null|3",
        "404|404.0|null");
    check(
        "select count(*) from log where try_cast(json_extract_scalar(attribute, '$[\"http.status_code\"]') as double) >= 400",
        "2");
    check(
        "select json_extract_scalar(a.attribute, '$.user'), json_extract_scalar(attribute, '$.db.rows'), json_extract_scalar(attribute, '$.db'),"
            + " max(json_extract_scalar(attribute, '$.retry')) from log a where service in ('front', 'store', 'cart') group by 1, 2, 3 order by 1, 2",
        "ann|null|null|null",
        "null|3|null|null",
        "null|null|null|true");
    check(
        "select json_extract_scalar(attribute, '$[\"db.rows\"]') from log where service = 'store'",
        "3");
    check(
        "select count(*) from log where try_cast(json_extract_scalar(attribute, '$[\"db.rows\"]') as double) >= 3",
        "1");
    check(
        "select json_extract_scalar(x, '$.user') from (select attribute as x from log where spanID = 'a')",
        "ann");
    check(
        "select json_extract_scalar(b.attribute, '$.user') from log a join log b on a.traceID = b.traceID where a.spanID = 'c' order by 1",
        "ann",
        "null",
        "null");
    check(
        "select \"resource.host\" h, count(*) group by h order by h nulls first",
        "null|1",
        "h0|5",
        "h1|2");
  }

  @Test
  void minByAndMaxBy_pickTheOtherColumn() {
    check(
        "select traceID, min_by(service, start), max_by(spanID, duration), arbitrary(traceID) from log group by traceID order by 1",
        "t1|front|a|t1",
        "t2|front|d|t2",
        "t3|batch|g|t3");
  }

  @Test
  void collections_areJson() {
    check("select array_agg(spanID) from log where service = 'cart'", "[\"b\",\"e\",\"f\"]");
    check("select histogram(service) from log where traceID = 't2'", "{\"front\":1,\"cart\":2}");
    check(
        "select map_agg(spanID, duration) from log where traceID = 't2'",
        "{\"d\":7000,\"e\":2000,\"f\":2500}");
    check(
        "select cardinality(array_agg(distinct service)), count(distinct service), approx_distinct(kind)",
        "4|4|3");
  }

  @Test
  void having_seesAggregates() {
    check(
        "select service from log group by service having count(*) > 1 and max(duration) < 5000 order by service",
        "batch",
        "cart");
  }

  @Test
  void groupBy_takesExpressionsPositionsAndAliases() {
    check(
        "select upper(service) s, count(*) from log group by upper(service) order by s limit 1",
        "BATCH|2");
    check(
        "select upper(service) as s, count(*) from log group by 1 order by 2 desc, 1 limit 1",
        "CART|3");
    check(
        "select upper(service) as s, count(*) * 2 + 1 from log group by s order by count(*) desc limit 1",
        "CART|7");
    check(
        "select sum(duration) filter (where service = 'cart'), count(*) filter (where kind = '')",
        "5500|1");
    check(
        "select case when duration > 1000 then 'slow' else 'fast' end k, count(*) group by k order by k",
        "fast|4",
        "slow|4");
  }

  @Test
  void subqueries_unionsAndWith() {
    check("select max(c) from (select count(*) c from log group by traceID)", "3");
    check(
        "with t as (select traceID, count(*) c from log group by traceID), u as (select * from t where c > 2)"
            + " select t.traceID, u.c from t left join u on t.traceID = u.traceID order by 1",
        "t1|3",
        "t2|3",
        "t3|null");
    check(
        "select service from log where service = 'front' union all select spanID from log where spanID = 'a' order by 1",
        "a",
        "front",
        "front");
    check(
        "select service from log union select service from log order by 1 limit 2",
        "batch",
        "cart");
    check(
        "select 1 as x from log where spanID = 'a' union all select 2.5 from log where spanID = 'a' order by x",
        "1.0",
        "2.5");
    check("select count(*) from log where duration > (select avg(duration) from log)", "2");
    check(
        "select count(*) from log where traceID in (select traceID from log where service = 'store')",
        "3");
    check(
        "select count(*) from log where traceID not in (select traceID from log where service = 'store')",
        "5");
    check("select exists (select 1 from log where service = 'none') limit 1", "false");
  }

  @Test
  void windows_rankAndLookAround() {
    check(
        "select spanID, row_number() over (partition by service order by duration desc) r,"
            + " lag(spanID) over (partition by service order by start), lead(spanID, 1, 'none') over (partition by service order by start),"
            + " sum(duration) over (partition by service order by start), count(*) over (partition by service)"
            + " from log where service = 'cart' order by start",
        "b|3|null|e|1000|3",
        "e|2|b|f|3000|3",
        "f|1|e|none|5500|3");
    check(
        "select service, c, rank() over (order by c desc), dense_rank() over (order by c desc), sum(c) over ()"
            + " from (select service, count(*) c from log group by service) order by 3, 1",
        "cart|3|1|1|8",
        "batch|2|2|2|8",
        "front|2|2|2|8",
        "store|1|4|3|8");
    check(
        "select service, count(*), rank() over (order by count(*) desc) r from log group by service order by r, service limit 2",
        "cart|3|1",
        "batch|2|2");
    check(
        "select spanID from (select spanID, row_number() over (partition by traceID order by start desc) r from log) where r = 1 order by 1",
        "c",
        "f",
        "g");
    check(
        "select spanID, first_value(spanID) over (order by spanID), last_value(spanID) over (order by spanID), ntile(2) over (order by spanID),"
            + " max(spanID) over (order by spanID rows between unbounded preceding and unbounded following) from log where traceID = 't1' order by 1",
        "a|a|a|1|c",
        "b|a|b|1|c",
        "c|a|c|2|c");
  }

  @Test
  void windowFrames_moveWithTheRow() {
    String cart = " from log where service in ('cart', 'front') order by start";
    check(
        "select spanID, sum(duration) over (order by start rows 1 preceding),"
            + " count(*) over (order by start rows between 3 preceding and 2 preceding),"
            + " array_agg(spanID) over (order by start rows between current row and 1 following),"
            + " max(duration) over (order by start rows between 1 following and unbounded following),"
            + " first_value(spanID) over (order by start rows between 1 preceding and current row),"
            + " last_value(spanID) over (order by start rows between 2 following and 3 following)"
            + cart,
        "a|5000|0|[\"a\",\"b\"]|7000|a|e",
        "b|6000|0|[\"b\",\"d\"]|7000|a|f",
        "d|8000|1|[\"d\",\"e\"]|2500|b|f",
        "e|9000|2|[\"e\",\"f\"]|2500|d|null",
        "f|4500|2|[\"f\"]|null|e|null");
    check(
        "select spanID, count(*) over (order by service range current row),"
            + " avg(duration) over (order by service range between current row and unbounded following),"
            + " sum(duration) over (order by start rows between duration / 4000 preceding and current row)"
            + cart,
        "a|2|6000.0|5000",
        "b|3|3500.0|1000",
        "d|2|6000.0|8000",
        "e|3|3500.0|2000",
        "f|3|3500.0|2500");
    refuse(
        "select count(*) over (order by start rows between current row and 1 preceding) from log",
        "Window frame starting from CURRENT ROW cannot end with PRECEDING");
    refuse(
        "select count(*) over (order by start rows -1 preceding) from log",
        "Window frame starting offset must not be negative");
    refuse(
        "select count(*) over (order by start rows 'x' preceding) from log",
        "Window frame offset must be a bigint, not varchar");
    refuse(
        "select count(*) over (order by start rows unbounded following) from log",
        "Window frame start cannot be UNBOUNDED FOLLOWING");
  }

  @Test
  void unionsInParentheses_areValuesAndLists() {
    check("select ((select max(spanID) from log) union select 'h' from log) from log limit 1", "h");
    check(
        "select count(*) from log where spanID in ((select 'a' from log) union all (select 'b' from log))",
        "2");
    check("select count(*) from log where spanID in ((select min(spanID) from log), 'b')", "2");
    check(
        "select ((select 1 from log limit 1) + 2), (((select max(3) from log))) from log limit 1",
        "3|3");
  }

  @Test
  void order_putsNullsLastUnlessTold() {
    check("select spanID from log where service = 'batch' order by duration desc", "g", "h");
    check("select spanID from log where service = 'batch' order by duration nulls first", "h", "g");
    check("select spanID from log order by length(name) desc, duration desc limit 2", "f", "e");
    check(
        "select service, spanID from log order by 1 desc, 2 limit 3",
        "store|c",
        "front|a",
        "front|d");
  }

  @Test
  void timePredicate_replacesTheRange() {
    SqlHarness sql = spans(3);
    assertThat(sql.text("select count(*) from log where __time__ >= 160 and __time__ < 220"))
        .isEqualTo("3");
    assertThat(sql.text("select count(*) from log where __time__ between 100 and 102 or false"))
        .isEqualTo("3");
    assertThat(sql.text(
            "select count(*) from log a, log b where a.__time__ = 100 and b.__time__ > 200"))
        .isEqualTo("2");
  }

  @Test
  void unnest_makesRows() {
    check(
        "select t.x, count(*) from (select split(name, ' ') w from log where service = 'cart') cross join unnest(w) as t(x) group by t.x order by 1",
        "add|2",
        "item|2",
        "items|1",
        "list|1");
  }

  @Test
  void variances_areThoseOfTheSample() {
    check(
        "select stddev(x), variance(x), stddev_pop(x), var_pop(x) from (select 2 x from log where spanID='a' union all select 4 from log where spanID='a')",
        "1.4142135623730951|2.0|1.0|1.0");
  }

  @Test
  void star_listsTheVisibleColumns() {
    SqlAnswer answer = spans(100).answer("* | select * from log where spanID = 'g'");
    assertThat(answer.columns())
        .containsExactly(
            "__source__",
            "__time__",
            "__topic__",
            "traceID",
            "spanID",
            "parentSpanID",
            "kind",
            "statusCode",
            "service",
            "name",
            "start",
            "duration",
            "ratio",
            "attribute",
            "resource");
    assertThat(String.join("|", answer.rows().get(0)))
        .isEqualTo("10.0.0.1|220||t3|g|||null|batch|run|220000000|90|0.9|null|{\"host\":\"h0\"}");
  }

  @Test
  void settings_comeBeforeTheQuery() {
    check(
        "set session parallel_sql=true; set session query_max_run_time=10s; select count(*) from log",
        "8");
  }

  @Test
  void wrongStatements_areRefusedWithPlaceAndReason() {
    refuse(
        "select nosuch from log",
        "line 1:8: Column 'nosuch' cannot be resolved;please add the column in the index attribute");
    refuse("select secret from log", "Column 'secret' cannot be resolved");
    refuse(
        "select service, count(*) from log",
        "line 1:8: 'service' must be an aggregate expression or appear in GROUP BY clause");
    refuse("select count(*) from other", "Table 'other' does not exist");
    refuse(
        "select service from log where count(*) > 1", "WHERE clause cannot contain aggregations");
    refuse("select service from log offset 5", "OFFSET");
    refuse("select service from log limit 1000001", "limit 1000001 is more than 1000000");
    refuse("select service from log limit 10001, 1", "limit offset 10001 is more than 10000");
    refuse(
        "select * from (select service from log limit 1, 2)",
        "limit offset, count in a sub-query is not supported");
    refuse("select service from log group by rollup(service)", "GROUP BY ROLLUP is not supported");
    refuse(
        "select a.kind from log a join log b on a.spanID = b.spanID order by service",
        "Column 'service' is ambiguous");
    refuse("select sum(service) from log", "Unexpected parameters (varchar) for function sum");
    refuse(
        "select max(duration, 2) from log",
        "Unexpected parameters (bigint, bigint) for function max");
    refuse("select service from log where duration", "WHERE clause must evaluate to a boolean");
    refuse("select service from log order by 2", "position 2 is not in select list");
    refuse("select distinct service from log order by spanID", "For SELECT DISTINCT");
    refuse("select service from log;", "line 1:24: mismatched input ';'");
    refuse(
        "select (select spanID from log) from log", "Scalar sub-query has returned multiple rows");
    refuse(
        "select service from log union all select 1 from log",
        "column 1 in UNION query has incompatible types: varchar, bigint");
    refuse(
        "select service from log intersect select service from log", "INTERSECT is not supported");
    refuse("insert into log select 1", "mismatched input 'insert'");
    refuse("select \"a", "quotation mark \" is not closed");
    refuse("selec 1", "mismatched input 'selec'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "not ", "-", "case when ", "cast("})
  void deepNesting_isRefused(String piece) {
    refuse("select " + piece.repeat(100_000) + "1", "");
  }

  @Test
  void literals_cannotBeEscaped() {
    check("select count(*) from log where service = 'x'' or ''1''=''1'", "0");
    check("select count(*) from log where name = 'GET /' -- and 1 = 2", "2");
    check("select /* hidden */ count(*) from log where service = 'fr' || 'ont'", "2");
  }

  /** Counting the ids of a column answers as grouping row by row does, over any cut of segments and of time. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void valuesOfOneColumn_areCountedAsRowsAre(int rowsPerSegment) {
    SqlHarness harness = new SqlHarness(SpanLog.log(rowsPerSegment), SpanLog.index());
    for (String column : new String[] {"service", "name", "statusCode"}) {
      for (String search : new String[] {"*", "service: cart", "not service: cart"}) {
        assertThat(harness
                .answer(search + " | select " + column + " v, count(*), count(1) from log group by "
                    + column + " order by v")
                .rows())
            .isEqualTo(harness
                .answer(search + " | select " + column + " v, count(*), sum(1) from log group by "
                    + column + " order by v")
                .rows());
        assertThat(harness
                .answer(search + " | select distinct " + column + " v from log order by v")
                .rows())
            .isEqualTo(harness
                .answer(search + " | select " + column + " v from log group by " + column
                    + ", length(" + column + ") order by v")
                .rows());
      }
    }
  }
}
