package dev.mneme.redaction;

import dev.mneme.redaction.address.AddressDetector;
import dev.mneme.redaction.birth.BirthDetector;
import dev.mneme.redaction.card.CardDetector;
import dev.mneme.redaction.email.EmailDetector;
import dev.mneme.redaction.iban.IbanDetector;
import dev.mneme.redaction.nationalid.NationalIdDetector;
import dev.mneme.redaction.network.IpDetector;
import dev.mneme.redaction.network.MacDetector;
import dev.mneme.redaction.network.UrlCredentialsDetector;
import dev.mneme.redaction.person.PersonDetector;
import dev.mneme.redaction.phone.PhoneDetector;
import dev.mneme.redaction.secret.SecretDetector;
import dev.mneme.redaction.wallet.WalletDetector;
import java.util.ArrayList;
import java.util.List;

/** Every detector there is: at least one for each type. */
final class Detectors {
  private Detectors() {}

  static List<Detector> all() {
    List<Detector> all =
        new ArrayList<>(
            List.of(
                new SecretDetector(),
                new UrlCredentialsDetector(),
                new EmailDetector(),
                new IbanDetector(),
                new CardDetector(),
                new WalletDetector(),
                new MacDetector(),
                new IpDetector(),
                new BirthDetector(),
                new PhoneDetector(),
                new AddressDetector(),
                new PersonDetector()));
    all.addAll(NationalIdDetector.all());
    return List.copyOf(all);
  }
}
