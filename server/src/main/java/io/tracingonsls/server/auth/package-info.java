/**
 * Who may use a listener: nobody is asked, a password file, or a token file.
 *
 * <p>Starting points: an {@link io.tracingonsls.server.auth.Authenticator}, and {@link
 * io.tracingonsls.server.auth.AuthGate} to put it before a router. Comparisons take the same time whether right or wrong.
 * Called by the wiring and by the gRPC set-up.
 */
@NullMarked
package io.tracingonsls.server.auth;

import org.jspecify.annotations.NullMarked;
