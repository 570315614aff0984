// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.http.client.ClientConfiguration;
import com.aliyun.openservices.log.http.comm.DefaultServiceClient;
import com.aliyun.openservices.log.http.comm.ResponseMessage;
import com.aliyun.openservices.log.http.comm.ServiceClient;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The SDK's transport with certificates checked, which it does not do by itself, with another address to connect to, and with bodies that are
 * parsed as they arrive.
 */
final class TargetedServiceClient extends DefaultServiceClient {
  private static final ThreadLocal<AnswerParsing<?>> PARSING = new ThreadLocal<>();

  private final String target;

  /** {@code target} is empty to connect to where the request says. */
  TargetedServiceClient(ClientConfiguration configuration, String target) {
    super(configuration);
    this.target = target;
  }

  @Override
  public ResponseMessage sendRequestCore(ServiceClient.Request request, String charset)
      throws IOException, LogException {
    if (!target.isEmpty()) {
      URI uri = URI.create(request.getUri());
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      request.setUrl(target + path + query);
    }
    ResponseMessage response = super.sendRequestCore(request, charset);
    AnswerParsing<?> body = PARSING.get();
    if (body != null) {
      body.take(response);
    }
    return response;
  }

  /** Answers to what this thread asks go to {@code body}, until {@link #parseNoMore}. */
  static void parse(AnswerParsing<?> body) {
    PARSING.set(body);
  }

  static void parseNoMore() {
    PARSING.remove();
  }

  /** Without what a request to Log Service never needs: no cookie is kept, no redirection followed, nothing remembered between requests. */
  @Override
  protected CloseableHttpClient createHttpClient(
      PoolingHttpClientConnectionManager connections, ClientConfiguration configuration) {
    return HttpClients.custom()
        .setConnectionManager(connections)
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableConnectionState()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling()
        .build();
  }

  /** Called by the super class' constructor: uses nothing of this class. */
  @Override
  protected PoolingHttpClientConnectionManager createHttpClientConnectionManager() {
    Timeout answer = Timeout.ofMilliseconds(config.getSocketTimeout());
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
        .setMaxConnTotal(config.getMaxConnections())
        .setMaxConnPerRoute(config.getMaxConnections())
        .setDefaultConnectionConfig(ConnectionConfig.custom()
            .setConnectTimeout(Timeout.ofMilliseconds(config.getConnectionTimeout()))
            .setSocketTimeout(answer)
            .setValidateAfterInactivity(
                TimeValue.ofMilliseconds(config.getValidateAfterInactivity()))
            .build())
        .setDefaultSocketConfig(
            SocketConfig.custom().setSoTimeout(answer).setTcpNoDelay(true).build())
        .build();
  }
}
