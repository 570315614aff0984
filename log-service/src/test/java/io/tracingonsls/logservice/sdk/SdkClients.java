// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sdk;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.ClientBuilder;
import com.aliyun.openservices.log.common.auth.DefaultCredentials;
import com.aliyun.openservices.log.common.auth.StaticCredentialsProvider;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.http.client.ClientConfiguration;
import com.aliyun.openservices.log.http.comm.DefaultServiceClient;
import com.aliyun.openservices.log.http.comm.ResponseMessage;
import com.aliyun.openservices.log.http.comm.ServiceClient;
import com.aliyun.openservices.log.http.signer.SignVersion;
import io.tracingonsls.logservice.sign.AccessKey;
import java.io.IOException;
import java.net.URI;

/** Unmodified SDK clients that connect to a local port; host names and signatures stay those of the endpoint. */
final class SdkClients {
  private SdkClients() {}

  static Client v1(String endpoint, String target, AccessKey key) {
    return client(endpoint, target, key, configuration());
  }

  @SuppressWarnings("deprecation") // the only way to choose the version of a client built this way
  static Client v4(String endpoint, String target, AccessKey key) {
    ClientConfiguration configuration = configuration();
    configuration.setSignatureVersion(SignVersion.V4);
    configuration.setRegion("cn-local");
    return client(endpoint, target, key, configuration);
  }

  static ClientConfiguration configuration() {
    ClientConfiguration configuration = new ClientConfiguration();
    configuration.setConnectionTimeout(5000);
    configuration.setSocketTimeout(20000);
    configuration.setRetryDisabled(true);
    return configuration;
  }

  static Client client(
      String endpoint, String target, AccessKey key, ClientConfiguration configuration) {
    DefaultCredentials credentials = key.securityToken() == null
        ? new DefaultCredentials(key.id(), key.secret())
        : new DefaultCredentials(key.id(), key.secret(), key.securityToken());
    return new ClientBuilder("http://" + endpoint, new StaticCredentialsProvider(credentials))
        .serviceClient(new Redirecting(configuration, target))
        .clientConfiguration(configuration)
        .sourceIp("10.0.0.9")
        .build();
  }

  private static final class Redirecting extends DefaultServiceClient {
    private final String target;

    Redirecting(ClientConfiguration configuration, String target) {
      super(configuration);
      this.target = target;
    }

    @Override
    public ResponseMessage sendRequestCore(ServiceClient.Request request, String charset)
        throws IOException, LogException {
      URI uri = URI.create(request.getUri());
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      request.setUrl(target + path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
      return super.sendRequestCore(request, charset);
    }
  }
}
