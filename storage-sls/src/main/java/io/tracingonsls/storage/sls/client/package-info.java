/**
 * Log Service as the rest of the module sees it: a narrow interface, its one implementation over the SDK, and credentials.
 *
 * <p>Starting points: {@link io.tracingonsls.storage.sls.client.SlsClient}, {@link io.tracingonsls.storage.sls.client.SdkSlsClient} (the
 * only class that imports the SDK, with its service client), {@link io.tracingonsls.storage.sls.client.CredentialSource}. Failures are
 * {@link io.tracingonsls.storage.sls.client.SlsFailure}; their messages hold no secret. Callers: write, read, provision.
 */
@NullMarked
package io.tracingonsls.storage.sls.client;

import org.jspecify.annotations.NullMarked;
