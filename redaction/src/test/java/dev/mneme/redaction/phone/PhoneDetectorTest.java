package dev.mneme.redaction.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneDetectorTest {
  private final Redactor redactor = new Redactor(Policy.standard(), List.of(new PhoneDetector()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+44 20 7946 0958",
        "+1 (415) 555-2671",
        "(415) 555-2671",
        "415-555-2671",
        "+905321234567",
        "0532 123 45 67",
        "532 123 45 67",
        "0 532 123 45 67",
        "(0532) 123 45 67",
        "+90 (532) 123 45 67",
        "030/901820",
        "+49 (0)30 901820",
        "06 12 34 56 78",
        "+33 6 12 34 56 78",
        "07911 123456",
        "020 7946 0958",
        "1-800-356-9377",
        "00 44 20 7946 0958",
        "8 (495) 123-45-67",
        "+7 495 123-45-67",
        "+86 138 0013 8000",
        "138 0013 8000",
        "+91 98765 43210",
        "98765 43210",
        "+55 11 91234-5678",
        "(11) 91234-5678",
        "+61 412 345 678",
        "0412 345 678",
        "+44 (0) 20 7946 0958",
        "+34 612 34 56 78",
        "612 34 56 78",
        "+39 312 345 6789",
        "312 345 6789",
        "+81 90-1234-5678",
        "090-1234-5678",
        "＋44 20 7946 0958",
        "(+44) 20 7946 0958",
        "+1.415.555.2671",
        "415/555-2671",
        "+49-30-901820",
        "+49/30/901820",
        "+31 6 12345678",
        "0171/1234567"
      })
  void shouldFindNumbersAsPeopleWriteThem(String number) {
    assertThat(redactor.redact("Well, " + number + " then.").text())
        .isEqualTo("Well, [PHONE] then.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "call 415.555.2671 now | call [PHONE] now",
        "tel:+1-201-555-0123 | tel:[PHONE]",
        "Tel. 030 901820 | Tel. [PHONE]",
        "phone=4155552671 | phone=[PHONE]",
        "my number is 415 555 2671 | my number is [PHONE]",
        "+1 415 555 2671 ext. 12 | [PHONE]",
        "4155552671x12, or 4155552671 | [PHONE], or [PHONE]",
        "+٤٤ ٢٠ ٧٩٤٦ ٠٩٥٨ | [PHONE]",
        "ring 7946 0958 | ring [PHONE]",
        "Mobile: 5321234567 | Mobile: [PHONE]",
        "Ruf mich an: 0171 1234567 | Ruf mich an: [PHONE]",
        "phone(415)555-2671 | phone[PHONE]",
        "text 4155552671 2 times | text [PHONE] 2 times",
        "suite 5 415-555-2671 | suite 5 [PHONE]",
        "1) 415-555-2671 2) 415-555-2672 | 1) [PHONE] 2) [PHONE]",
        "+44 7911 123456/+44 7911 123457 | [PHONE]/[PHONE]",
        "06 12 34 56 78 06 98 76 54 32 | [PHONE] [PHONE]",
        "070-073-058-Office | [PHONE]-Office",
        "9761 9808 office | [PHONE] office",
      })
  void shouldFindNothingButTheNumber(String text, String redacted) {
    assertThat(redactor.redact(text).text()).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version 10.15.7890.12",
        "v1.2.3.4567",
        "2025-11-20 08:15:30",
        "2025-11-20T08:15:30.123456789Z",
        "20251120081530",
        "1700000000",
        "1700000000123",
        "ts=1700000000123",
        "order 4839201847",
        "order #4839201847",
        "Order no. 100-234-5678",
        "order id: 4155552671",
        "{order_id: 4155552671}",
        "ORD-2024-0019283",
        "114-3941689-8772232",
        "$1,234,567.89",
        "1.234.567,89 EUR",
        "12.345.678 TL",
        "12 345 678 euros",
        "978-3-16-148410-0",
        "ISBN 9783161484100",
        "ISBN 0-306-40615-2",
        "0 306 40615 2",
        "ISBN 0306406152",
        "d41d8cd98f00b204e9800998ecf8427e",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "550e8400-e29b-41d4-a716-446655440000",
        "192.168.100.12",
        "10.0.0.1:8080",
        "4532 0712 1642 4424",
        "4532071216424424",
        "378282246310005",
        "3782 822463 10005",
        "123-45-6789",
        "DE89 3704 0044 0532 0130 00",
        "TR33 0006 1005 1978 6457 8413 26",
        "40.712776, -74.005974",
        "3.14159265358979",
        "1234567890123456789",
        "2147483647",
        "page 12-13 2019-2020",
        "in 2019-2020",
        "20.11.2025 14:30",
        "11/20/2025 10 000",
        "Windows 10.0.19045.3570",
        "build 20251120.1",
        "100 200 300 400",
        "1 2 3 4 5 6 7 8 9 10",
        "scored 21-15 21-18 21-10",
        "size 1024 768 1920 1080",
        "tracking 9400110200881234567890",
        "1Z999AA10123456784",
        "case 2024-00123-45",
        "+1000000 points",
        "UTC+02:00 1234567",
        "1234567 bytes",
        "I'll call you. The file has 12345678 rows",
        "2024.11.20345",
        "12:30:45.123456",
        "16:9 1920x1080",
        "RFC 2822 3339",
        "$ 4155552671",
        "0x4155552671",
        "4155552671 USD",
        "v2.10.4155552671",
        "00000000-0000-0000-0000-000000000000",
        "1-2-3-4567890",
        "0.0000123456789",
        "0.1234567890",
        "invoice 2024 0012 3456",
        "3/4/2023 5551234567890123"
      })
  void shouldNotTakeOtherNumbersForTelephoneNumbers(String text) {
    assertThat(redactor.redact(text).text()).isEqualTo(text);
  }
}
