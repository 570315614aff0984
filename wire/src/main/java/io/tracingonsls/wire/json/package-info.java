/**
 * Reading JSON token by token, straight into canonical spans, with a budget and messages that say where the damage is. For the decoders of
 * this module only.
 */
@NullMarked
package io.tracingonsls.wire.json;

import org.jspecify.annotations.NullMarked;
