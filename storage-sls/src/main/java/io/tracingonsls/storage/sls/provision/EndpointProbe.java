// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import io.tracingonsls.storage.sls.client.SlsEndpoint;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Looks at an endpoint from the network's side, layer by layer, without credentials. Blocking. */
final class EndpointProbe {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final long MAX_SKEW_SECONDS = 15 * 60;
  private static final long LARGE_SKEW_SECONDS = 60;

  private final SlsEndpoint endpoint;
  private final Clock clock;
  private final String host;
  private final int port;

  EndpointProbe(SlsEndpoint endpoint, Clock clock) {
    this.endpoint = endpoint;
    this.clock = clock;
    if (endpoint.target().isEmpty()) {
      host = endpoint.project() + "." + endpoint.host();
      port = endpoint.tls() ? 443 : 80;
    } else {
      URI target = URI.create(endpoint.target());
      host = target.getHost();
      int given = target.getPort();
      port = given >= 0 ? given : endpoint.tls() ? 443 : 80;
    }
  }

  CheckStep resolve() {
    try {
      InetAddress[] addresses = InetAddress.getAllByName(host);
      return CheckStep.ok("DNS", host + " is " + addresses[0].getHostAddress());
    } catch (UnknownHostException unknown) {
      return CheckStep.failed(
          "DNS",
          host + " is not known",
          "check the endpoint for typing errors and this machine's name resolution; "
              + "endpoints with -intranet or -vpc resolve inside the region only");
    }
  }

  CheckStep connect() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      return CheckStep.ok("TCP", "connected to " + host + ":" + port);
    } catch (IOException refused) {
      return CheckStep.failed(
          "TCP",
          host + ":" + port + " does not answer",
          endpoint.target().isEmpty()
              ? "check firewalls, proxies and, for -vpc endpoints, that this machine is in the VPC"
              : "start the Log Service at that address, or correct the target");
    }
  }

  CheckStep handshake() {
    if (!endpoint.tls()) {
      return CheckStep.skipped("TLS", "the endpoint is plain HTTP");
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      try (SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, true)) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return CheckStep.ok("TLS", secure.getSession().getProtocol());
      }
    } catch (SSLException untrusted) {
      return CheckStep.failed(
          "TLS",
          "the certificate is not accepted",
          "check for a proxy that intercepts TLS and, if it is yours, trust its certificate");
    } catch (IOException broken) {
      return CheckStep.failed(
          "TLS", "the handshake failed", "check firewalls and proxies between here and " + host);
    }
  }

  /** Compares clocks by the Date of an answer; whatever answer there is will do. */
  CheckStep clock() {
    try {
      String scheme = endpoint.tls() ? "https" : "http";
      HttpURLConnection call = (HttpURLConnection)
          URI.create(scheme + "://" + host + ":" + port + "/").toURL().openConnection();
      call.setConnectTimeout(TIMEOUT_MILLIS);
      call.setReadTimeout(TIMEOUT_MILLIS);
      call.setRequestMethod("GET");
      int status = call.getResponseCode();
      long theirs = call.getHeaderFieldDate("Date", 0) / 1000;
      return theirs == 0
          ? CheckStep.skipped("clock", "the answer (status " + status + ") names no time")
          : compare(clock.millis() / 1000 - theirs);
    } catch (IOException | ClassCastException unanswered) {
      return CheckStep.skipped("clock", "no answer to compare with");
    }
  }

  private static CheckStep compare(long skewSeconds) {
    long skew = Math.abs(skewSeconds);
    String detail = "this machine is " + skew + " s " + (skewSeconds < 0 ? "behind" : "ahead of")
        + " Log Service";
    String fix = "synchronise this machine's clock (NTP)";
    if (skew > MAX_SKEW_SECONDS) {
      return CheckStep.failed("clock", detail, fix);
    }
    return skew > LARGE_SKEW_SECONDS
        ? CheckStep.warning("clock", detail, fix)
        : CheckStep.ok("clock", detail);
  }
}
