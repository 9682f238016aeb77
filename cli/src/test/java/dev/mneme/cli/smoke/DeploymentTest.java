package dev.mneme.cli.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mneme.stack.PartName;
import org.junit.jupiter.api.Test;

class DeploymentTest {

  @Test
  void shouldFindTheOtherServicesBehindTheWriter() {
    Deployment deployment = Deployment.at("http://10.0.0.7:4099/");

    assertThat(deployment.http(PartName.WRITER)).isEqualTo("http://10.0.0.7:4099");
    assertThat(deployment.http(PartName.AUDIT_SINK)).isEqualTo("http://10.0.0.7:4102");
  }

  @Test
  void shouldTakeAServiceThatIsSomewhereElse() {
    assertThat(
            Deployment.at("https://writer.example:443")
                .with(PartName.READER, "https://reader.example/")
                .http(PartName.READER))
        .isEqualTo("https://reader.example");
  }

  @Test
  void shouldSayWhichAddressIsWanted() {
    for (String wrong : new String[] {"", "10.0.0.7:4099", "http://host", "ftp://host:4", "a b"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Deployment.at(wrong))
          .withMessageContaining("memory-writer with its port");
    }
  }
}
