/**
 * Certificates for tests of TLS listeners. Starting point: {@link io.tracingonsls.testing.tls.TestCertificate}. Any test may call this
 * package.
 */
@NullMarked
package io.tracingonsls.testing.tls;

import org.jspecify.annotations.NullMarked;
