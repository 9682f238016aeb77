/** A sentence model inside this process, run by the ONNX runtime. */
@NullMarked
package dev.mneme.reader.embedding.onnx;

import org.jspecify.annotations.NullMarked;
