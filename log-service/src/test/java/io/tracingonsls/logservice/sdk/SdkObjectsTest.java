// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sdk;

import static io.tracingonsls.logservice.sdk.SdkAdminTest.fails;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.Alert;
import com.aliyun.openservices.log.common.AlertConfiguration;
import com.aliyun.openservices.log.common.Chart;
import com.aliyun.openservices.log.common.Dashboard;
import com.aliyun.openservices.log.common.JobSchedule;
import com.aliyun.openservices.log.common.JobScheduleType;
import com.aliyun.openservices.log.common.Query;
import com.aliyun.openservices.log.common.SavedSearch;
import com.aliyun.openservices.log.common.TimeSpanType;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.request.CreateAlertRequest;
import com.aliyun.openservices.log.request.CreateChartRequest;
import com.aliyun.openservices.log.request.CreateDashboardRequest;
import com.aliyun.openservices.log.request.CreateSavedSearchRequest;
import com.aliyun.openservices.log.request.DeleteAlertRequest;
import com.aliyun.openservices.log.request.DeleteChartRequest;
import com.aliyun.openservices.log.request.DeleteDashboardRequest;
import com.aliyun.openservices.log.request.DeleteSavedSearchRequest;
import com.aliyun.openservices.log.request.DisableAlertRequest;
import com.aliyun.openservices.log.request.EnableAlertRequest;
import com.aliyun.openservices.log.request.GetAlertRequest;
import com.aliyun.openservices.log.request.GetChartRequest;
import com.aliyun.openservices.log.request.GetDashboardRequest;
import com.aliyun.openservices.log.request.GetSavedSearchRequest;
import com.aliyun.openservices.log.request.ListAlertRequest;
import com.aliyun.openservices.log.request.ListDashboardRequest;
import com.aliyun.openservices.log.request.ListJobsRequest;
import com.aliyun.openservices.log.request.ListSavedSearchRequest;
import com.aliyun.openservices.log.request.UpdateAlertRequest;
import com.aliyun.openservices.log.request.UpdateChartRequest;
import com.aliyun.openservices.log.request.UpdateDashboardRequest;
import com.aliyun.openservices.log.request.UpdateSavedSearchRequest;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dashboards, saved searches and alerts as the unmodified Java SDK sends and reads them. */
final class SdkObjectsTest {
  private static final String PROJECT = "object-project";

  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private static Client client;
  private static Client v4;

  @BeforeAll
  static void connect() throws LogException {
    client = SdkClients.v1(SERVICE.endpoint(), SERVICE.target(), LocalLogServiceExtension.KEY);
    v4 = SdkClients.v4(SERVICE.endpoint(), SERVICE.target(), LocalLogServiceExtension.KEY);
    client.CreateProject(PROJECT, "");
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
    v4.shutdown();
  }

  private static Chart chart(String title, String query) {
    return new Chart(
        title,
        "linepro",
        "spans",
        "",
        query,
        "-3600s",
        "now",
        new ArrayList<>(List.of("time")),
        new ArrayList<>(List.of("n")),
        0,
        0,
        5,
        5,
        "Requests 请求");
  }

  @Test
  void dashboards_lifeCycle() throws LogException {
    Dashboard dashboard = new Dashboard(
        "d1",
        "First",
        "x",
        "{\"type\":\"grid\"}",
        new ArrayList<>(List.of(chart("c1", "* | select 1"))));
    client.createDashboard(new CreateDashboardRequest(PROJECT, dashboard));
    fails(
        400,
        "DashboardAlreadyExist",
        "specified dashboard already exists",
        () -> client.createDashboard(new CreateDashboardRequest(PROJECT, dashboard)));
    Dashboard found = dashboard("d1");
    assertThat(found.getDisplayName()).isEqualTo("First");
    assertThat(found.getAttribute()).isEqualTo("{\"type\":\"grid\"}");
    assertThat(found.getChartList()).singleElement().satisfies(chart -> {
      assertThat(chart.getDisplayName()).isEqualTo("Requests 请求");
      assertThat(chart.getQuery()).isEqualTo("* | select 1");
      assertThat(chart.getxAxisKeys()).containsExactly("time");
    });
    found.setDisplayName("Renamed");
    v4.updateDashboard(new UpdateDashboardRequest(PROJECT, found));
    assertThat(dashboard("d1").getDisplayName()).isEqualTo("Renamed");
    ListDashboardRequest list = new ListDashboardRequest(PROJECT);
    list.setDashboardName("d1");
    assertThat(v4.listDashboard(list).getDashboards())
        .extracting(Dashboard::getDisplayName)
        .containsExactly("Renamed");
    client.deleteDashboard(new DeleteDashboardRequest(PROJECT, "d1"));
    fails(
        404,
        "DashboardNotExist",
        "specified dashboard does not exist",
        () -> client.getDashboard(new GetDashboardRequest(PROJECT, "d1")));
  }

  private static Dashboard dashboard(String name) throws LogException {
    return client.getDashboard(new GetDashboardRequest(PROJECT, name)).getDashboard();
  }

  @Test
  void charts_oneByOne() throws LogException {
    client.createDashboard(new CreateDashboardRequest(
        PROJECT, new Dashboard("charts", "Charts", "", new ArrayList<>())));
    client.createChart(new CreateChartRequest(PROJECT, "charts", chart("a", "* | select 1")));
    client.createChart(new CreateChartRequest(PROJECT, "charts", chart("b", "* | select 2")));
    fails(
        400,
        "ChartAlreadyExist",
        "specified chart already exists",
        () -> client.createChart(new CreateChartRequest(PROJECT, "charts", chart("b", "*"))));
    client.updateChart(new UpdateChartRequest(PROJECT, "charts", "b", chart("b", "* | select 3")));
    assertThat(client
            .getChart(new GetChartRequest(PROJECT, "charts", "b"))
            .getChart()
            .getQuery())
        .isEqualTo("* | select 3");
    client.deleteChart(new DeleteChartRequest(PROJECT, "charts", "a"));
    assertThat(dashboard("charts").getChartList()).extracting(Chart::getTitle).containsExactly("b");
    fails(
        404,
        "ChartNotExist",
        "specified chart does not exist",
        () -> client.getChart(new GetChartRequest(PROJECT, "charts", "a")));
  }

  private static SavedSearch search(String name, String query) {
    SavedSearch search = new SavedSearch();
    search.setSavedSearchName(name);
    search.setDisplayName("Search " + name);
    search.setLogstore("spans");
    search.setSearchQuery(query);
    search.setTopic("");
    return search;
  }

  @Test
  void savedSearches_lifeCycle() throws LogException {
    client.CreateProject("search-project", "");
    for (int i = 0; i < 100; i++) {
      client.createSavedSearch(
          new CreateSavedSearchRequest("search-project", search("s" + i, "service: 你好")));
    }
    fails(
        403,
        "ExceedQuota",
        "savedsearch quota exceed",
        () -> client.createSavedSearch(
            new CreateSavedSearchRequest("search-project", search("s100", "*"))));
    ListSavedSearchRequest list = new ListSavedSearchRequest("search-project");
    assertThat(client.listSavedSearch(list).getSavedSearches()).hasSize(100);
    client.updateSavedSearch(
        new UpdateSavedSearchRequest("search-project", search("s0", "statusCode: ERROR")));
    SavedSearch found =
        v4.getSavedSearch(new GetSavedSearchRequest("search-project", "s0")).getSavedSearch();
    assertThat(found.getSearchQuery()).isEqualTo("statusCode: ERROR");
    assertThat(found.getRawSavedSearchAttr()).doesNotContain("Time");
    fails(
        400,
        "PostBodyInvalid",
        "The savedsearch configuration is too long.",
        () -> client.updateSavedSearch(
            new UpdateSavedSearchRequest("search-project", search("s0", "x".repeat(65_535)))));
    client.deleteSavedSearch(new DeleteSavedSearchRequest("search-project", "s0"));
    fails(
        404,
        "SavedSearchNotExist",
        "specified savedsearch does not exist",
        () -> client.deleteSavedSearch(new DeleteSavedSearchRequest("search-project", "s0")));
  }

  private static Alert alert(String name) {
    Query query = new Query();
    query.setStoreType("log");
    query.setProject(PROJECT);
    query.setStore("spans");
    query.setRegion("cn-local");
    query.setQuery("* | select count(*) as spans");
    query.setStart("-5m");
    query.setEnd("now");
    query.setTimeSpanType(TimeSpanType.RELATIVE);
    AlertConfiguration configuration = new AlertConfiguration();
    configuration.setVersion("2.0");
    configuration.setType("default");
    configuration.setDashboard("internal-alert-analysis");
    configuration.setQueryList(List.of(query));
    configuration.setThreshold(2);
    JobSchedule schedule = new JobSchedule();
    schedule.setType(JobScheduleType.FIXED_RATE);
    schedule.setInterval("1m");
    Alert alert = new Alert();
    alert.setName(name);
    alert.setDisplayName("Alert " + name);
    alert.setConfiguration(configuration);
    alert.setSchedule(schedule);
    return alert;
  }

  private static Alert found(String name) throws LogException {
    return v4.getAlert(new GetAlertRequest(PROJECT, name)).getAlert();
  }

  @SuppressWarnings("deprecation") // older clients send the state, newer ones the status
  private static Alert silentAboutState(Alert alert) {
    alert.setStatus(null);
    alert.setState(null);
    return alert;
  }

  @Test
  void alerts_lifeCycle() throws LogException {
    client.createAlert(new CreateAlertRequest(PROJECT, alert("alert-1")));
    client.createAlert(new CreateAlertRequest(PROJECT, alert("alert-2")));
    fails(
        400,
        "JobAlreadyExist",
        "specified job already exists",
        () -> client.createAlert(new CreateAlertRequest(PROJECT, alert("alert-1"))));
    Alert made = found("alert-1");
    assertThat(made.getStatus()).isEqualTo("ENABLED");
    assertThat(made.getCreateTime()).isNotNull();
    assertThat(made.getSchedule().getInterval()).isEqualTo("1m");
    assertThat(made.getConfiguration().getThreshold()).isEqualTo(2);
    assertThat(made.getConfiguration().getQueryList().get(0).getQuery())
        .isEqualTo("* | select count(*) as spans");
    client.disableAlert(new DisableAlertRequest(PROJECT, "alert-1"));
    assertThat(found("alert-1").getStatus()).isEqualTo("DISABLED");
    made.setDisplayName("Renamed");
    client.updateAlert(new UpdateAlertRequest(PROJECT, silentAboutState(made)));
    assertThat(found("alert-1").getDisplayName()).isEqualTo("Renamed");
    assertThat(found("alert-1").getStatus()).isEqualTo("DISABLED");
    client.enableAlert(new EnableAlertRequest(PROJECT, "alert-1"));
    assertThat(found("alert-1").getStatus()).isEqualTo("ENABLED");
    ListAlertRequest list = new ListAlertRequest(PROJECT);
    list.setOffset(1);
    list.setSize(10);
    assertThat(client.listAlert(list).getTotal()).isEqualTo(2);
    assertThat(client.listAlert(list).getResults())
        .extracting(Alert::getName)
        .containsExactly("alert-2");
    ListJobsRequest elsewhere = new ListJobsRequest(PROJECT);
    elsewhere.setLogstore("other");
    assertThat(client.listJobs(elsewhere).getTotal()).isZero();
    elsewhere.setLogstore("spans");
    assertThat(client.listJobs(elsewhere).getTotal()).isEqualTo(2);
    client.deleteAlert(new DeleteAlertRequest(PROJECT, "alert-2"));
    fails(
        404,
        "JobNotExist",
        "specified job does not exist",
        () -> client.getAlert(new GetAlertRequest(PROJECT, "alert-2")));
  }
}
