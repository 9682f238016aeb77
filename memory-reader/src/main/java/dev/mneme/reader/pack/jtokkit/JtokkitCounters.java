package dev.mneme.reader.pack.jtokkit;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.mneme.reader.pack.TokenCounter;
import dev.mneme.reader.pack.Tokenizer;

/**
 * Loads a vocabulary when it is asked for first: each takes some hundred milliseconds and some ten
 * megabytes. They are in the library; nothing is fetched.
 */
public final class JtokkitCounters {

  private final EncodingRegistry registry = Encodings.newLazyEncodingRegistry();

  public TokenCounter of(Tokenizer tokenizer) {
    Encoding encoding =
        registry.getEncoding(
            switch (tokenizer) {
              case CL100K_BASE -> EncodingType.CL100K_BASE;
              case O200K_BASE -> EncodingType.O200K_BASE;
            });
    // As plain text: what looks like a special token in a memory is none.
    return encoding::countTokensOrdinary;
  }
}
