// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server;

/** A listener could not take its address, for example because another process has the port. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient HostPort address;
  private final String listener;

  /** Names the listener (as given to its builder) and the address it wanted. */
  public ListenException(String listener, HostPort address, Throwable cause) {
    super(listener + ": cannot listen on " + address + ": " + reason(cause), cause);
    this.listener = listener;
    this.address = address;
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** The wanted address. */
  public HostPort address() {
    return address;
  }

  /** The name of the listener. */
  public String listener() {
    return listener;
  }
}
