// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.Dashboard;
import com.aliyun.openservices.log.common.Job;
import com.aliyun.openservices.log.common.SavedSearch;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.request.CreateDashboardRequest;
import com.aliyun.openservices.log.request.CreateJobRequest;
import com.aliyun.openservices.log.request.CreateSavedSearchRequest;
import com.aliyun.openservices.log.request.GetJobRequest;
import com.aliyun.openservices.log.request.ListDashboardRequest;
import com.aliyun.openservices.log.request.ListSavedSearchRequest;
import com.aliyun.openservices.log.response.Response;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** The SDK's calls on console documents, with bodies sent as they were written: its own classes know fewer members. */
final class ConsoleCalls {
  private static final int MAX_LISTED = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Client client;
  private final String project;

  ConsoleCalls(Client client, String project) {
    this.client = client;
    this.project = project;
  }

  /** Lists by name where it can: a document that somebody wrote by hand need not fit the SDK's classes. */
  boolean exists(ConsoleObject.Kind kind, String name) throws LogException {
    return switch (kind) {
      case DASHBOARD ->
        client
            .listDashboard(new ListDashboardRequest(project, name, "", 0, MAX_LISTED))
            .getDashboards()
            .stream()
            .anyMatch(dashboard -> dashboard.getDashboardName().equals(name));
      case SAVED_SEARCH ->
        client
            .listSavedSearch(new ListSavedSearchRequest(project, name, "", 0, MAX_LISTED))
            .getSavedSearches()
            .stream()
            .anyMatch(search -> search.getSavedSearchName().equals(name));
      case ALERT -> client.getJob(new GetJobRequest(project, name)).getJob() != null;
    };
  }

  Response create(ConsoleObject object) throws LogException {
    return switch (object.kind()) {
      case DASHBOARD ->
        client.createDashboard(new CreateDashboardRequest(project, new RawDashboard(object)));
      case SAVED_SEARCH ->
        client.createSavedSearch(new CreateSavedSearchRequest(project, new RawSavedSearch(object)));
      case ALERT -> client.createJob(new RawJobRequest(project, object));
    };
  }

  private static final class RawDashboard extends Dashboard {
    private static final long serialVersionUID = 1;
    private final String json;

    RawDashboard(ConsoleObject object) {
      json = object.json();
    }

    @Override
    public String ToJsonString() {
      return json;
    }
  }

  private static final class RawSavedSearch extends SavedSearch {
    private static final long serialVersionUID = 1;
    private final String json;

    RawSavedSearch(ConsoleObject object) {
      savedSearchName = object.name();
      logstore = object.logstore();
      json = object.json();
    }

    @Override
    public String ToJsonString() {
      return json;
    }
  }

  private static final class RawJobRequest extends CreateJobRequest {
    private static final long serialVersionUID = 1;
    private final String json;

    RawJobRequest(String project, ConsoleObject object) {
      super(project, new Job());
      json = object.json();
    }

    @Override
    public Object getBody() {
      try {
        return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
      } catch (JsonProcessingException broken) {
        throw new IllegalStateException("a document of ours is no JSON", broken);
      }
    }
  }
}
