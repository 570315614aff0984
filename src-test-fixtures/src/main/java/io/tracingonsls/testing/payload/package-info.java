/**
 * Captured span payloads and golden answers: what real senders sent, and what two released Jaeger versions made of it. The files lie in
 * {@code src/main/resources/payloads} and {@code .../golden-query}, each with a README that says what is what.
 *
 * <p>Starting points: {@link io.tracingonsls.testing.payload.Payloads}, {@link io.tracingonsls.testing.payload.GoldenQuery}, {@link
 * io.tracingonsls.testing.payload.JaegerJsonNormalForm}. For tests of any module.
 */
@NullMarked
package io.tracingonsls.testing.payload;

import org.jspecify.annotations.NullMarked;
