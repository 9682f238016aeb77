package dev.mneme.shell.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PermissionTest {
  private static final String ACME = "acme";
  private static final String ADA = "hs_" + "a".repeat(43);
  private static final String BOB = "hs_" + "b".repeat(43);
  private static final Set<String> EVERY_SCOPE =
      Arrays.stream(Family.values())
          .flatMap(f -> Arrays.stream(Operation.values()).map(o -> f.label() + ":" + o.label()))
          .collect(Collectors.toSet());

  @Test
  void shouldPermitExactlyTheCellsOfTheConsentMatrix() {
    Caller caller = new Caller(ACME, ADA, "test", EVERY_SCOPE, false);

    Set<String> permitted =
        EVERY_SCOPE.stream()
            .filter(
                cell -> {
                  Family family = Family.labelled(cell.split(":")[0]).orElseThrow();
                  Operation operation =
                      Arrays.stream(Operation.values())
                          .filter(o -> o.label().equals(cell.split(":")[1]))
                          .findFirst()
                          .orElseThrow();
                  return Permission.of(caller, family, operation, ACME, ADA)
                      instanceof Permission.Allowed;
                })
            .collect(Collectors.toSet());

    assertThat(permitted)
        .containsExactlyInAnyOrder(
            "personal:store",
            "personal:edit",
            "personal:recall",
            "personal:forget",
            "personal:export",
            "personal:reveal",
            "cohort:store",
            "cohort:distill",
            "population:distill");
  }

  @Test
  void shouldDenyAnOperationWhoseOwnScopeIsMissingWhateverElseTheTokenHolds() {
    for (String cell : EVERY_SCOPE) {
      Set<String> others =
          EVERY_SCOPE.stream().filter(s -> !s.equals(cell)).collect(Collectors.toSet());
      Caller caller = new Caller(ACME, ADA, "test", others, false);
      Family family = Family.labelled(cell.split(":")[0]).orElseThrow();
      for (Operation operation : Operation.values()) {
        if (operation.label().equals(cell.split(":")[1])) {
          assertThat(Permission.of(caller, family, operation))
              .as(cell)
              .isInstanceOf(Permission.Denied.class);
        }
      }
    }
  }

  @Test
  void shouldOpenOnlyTheSubjectAndTheTenantOfTheToken() {
    Caller caller = new Caller(ACME, ADA, "test", Set.of("personal:recall"), false);

    assertThat(recall(caller, ACME, ADA)).isInstanceOf(Permission.Allowed.class);
    assertThat(recall(caller, ACME, BOB))
        .isEqualTo(new Permission.Denied("the token is for another subject"));
    assertThat(recall(caller, "umbrella", ADA))
        .isEqualTo(new Permission.Denied("the token is for another tenant"));
  }

  @Test
  void shouldOpenEverySubjectOfOneTenantWithTheScopeForItOnly() {
    Caller without = new Caller(ACME, null, "test", Set.of("personal:recall"), false);
    Caller with = new Caller(ACME, null, "test", Set.of("personal:recall", "any_subject"), false);

    assertThat(recall(without, ACME, ADA)).isInstanceOf(Permission.Denied.class);
    assertThat(recall(with, ACME, ADA)).isInstanceOf(Permission.Allowed.class);
    assertThat(recall(with, "umbrella", ADA)).isInstanceOf(Permission.Denied.class);
  }

  @Test
  void shouldNotWidenATokenForOneSubjectByTheScopeForAny() {
    Caller caller = new Caller(ACME, ADA, "test", Set.of("personal:recall", "any_subject"), false);

    assertThat(recall(caller, ACME, BOB)).isInstanceOf(Permission.Denied.class);
  }

  @Test
  void shouldDenyATokenWithoutATenant() {
    Caller caller = new Caller(null, ADA, "test", EVERY_SCOPE, false);

    assertThat(recall(caller, "default", ADA))
        .isEqualTo(new Permission.Denied("the token names no tenant"));
  }

  @Test
  void shouldKeepTheConsentMatrixEvenInDevelopment() {
    Caller anybody = Caller.ofDevelopment();

    assertThat(Permission.of(anybody, Family.PERSONAL, Operation.STORE, "any", ADA))
        .isInstanceOf(Permission.Allowed.class);
    assertThat(Permission.of(anybody, Family.POPULATION, Operation.RECALL, "any", ADA))
        .isInstanceOf(Permission.Denied.class);
  }

  private static Permission recall(Caller caller, String tenant, String subject) {
    return Permission.of(caller, Family.PERSONAL, Operation.RECALL, tenant, subject);
  }
}
