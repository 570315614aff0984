/** Byte-level building blocks of the engine: growing buffers, varints, hashing, UTF-8 checks. Pure; used only below the engine. */
@NullMarked
package io.tracingonsls.logservice.engine.bytes;

import org.jspecify.annotations.NullMarked;
