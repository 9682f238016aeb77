package dev.mneme.redaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A policy in a file, a line for each type that is not to be handled in the standard way:
 *
 * <pre>
 * # what is behind a number sign is a remark
 * version = 2026-11
 * PHONE   = mask 2
 * EMAIL   = hash
 * IBAN    = token
 * ADDRESS = keep
 * PERSON  = replace
 * UK_NINO = off
 * </pre>
 *
 * <p>A type that is not named is replaced, names of people are left alone: what is forgotten here,
 * or was not known when the file was written, is redacted rather than let through.
 */
public final class PolicyFile {
  private static final int LONGEST_VERSION = 64;

  private final boolean keyIsThere;
  private final Map<PiiType, Operator> operators = Policy.standardOperators();
  private final Set<PiiType> named = EnumSet.noneOf(PiiType.class);
  private Optional<String> version = Optional.empty();

  private PolicyFile(boolean keyIsThere) {
    this.keyIsThere = keyIsThere;
  }

  /**
   * A redactor with every detector there is.
   *
   * @param key for what is hashed or sealed; a policy that does so without one is a bad policy
   * @throws BadPolicyException which names the file, the line, and what is wrong with it
   * @throws IOException if the file cannot be read as UTF-8
   */
  public static Redactor redactor(Path file, Optional<RedactionKey> key)
      throws BadPolicyException, IOException {
    try {
      Policy policy = parse(Files.readString(file), key.isPresent());
      return key.map(k -> Redactor.of(policy, k)).orElseGet(() -> Redactor.of(policy));
    } catch (BadPolicyException e) {
      throw e.in(file);
    }
  }

  /**
   * The policy alone, whether or not there is a key for it.
   *
   * @throws BadPolicyException which names the file, the line, and what is wrong with it
   * @throws IOException if the file cannot be read as UTF-8
   */
  public static Policy read(Path file) throws BadPolicyException, IOException {
    try {
      return parse(Files.readString(file));
    } catch (BadPolicyException e) {
      throw e.in(file);
    }
  }

  /**
   * @throws BadPolicyException which names the line and what is wrong with it
   */
  public static Policy parse(String content) throws BadPolicyException {
    return parse(content, true);
  }

  private static Policy parse(String content, boolean keyIsThere) throws BadPolicyException {
    PolicyFile file = new PolicyFile(keyIsThere);
    String[] lines = content.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      int remark = line.indexOf('#');
      String setting = (remark < 0 ? line : line.substring(0, remark)).strip();
      if (!setting.isEmpty()) {
        file.read(setting, i + 1);
      }
    }
    String named =
        file.version.orElseThrow(() -> new BadPolicyException(lines.length, "no version is given"));
    return new Policy(named, file.operators);
  }

  private void read(String setting, int line) throws BadPolicyException {
    int equals = setting.indexOf('=');
    if (equals < 0) {
      throw new BadPolicyException(line, "not of the form TYPE = operator");
    }
    String name = setting.substring(0, equals).strip();
    String value = setting.substring(equals + 1).strip();
    if (name.equals("version")) {
      readVersion(value, line);
      return;
    }
    PiiType type =
        Placeholders.type(name)
            .orElseThrow(() -> new BadPolicyException(line, "no such type: " + name));
    if (!named.add(type)) {
      throw new BadPolicyException(line, type + " is named a second time");
    }
    if (value.equals("off")) {
      operators.remove(type);
    } else {
      Operator operator = operator(value.toLowerCase(Locale.ROOT), line);
      if (operator.needsKey() && !keyIsThere) {
        throw new BadPolicyException(
            line, type + " = " + value + " needs a redaction key, and none is set");
      }
      operators.put(type, operator);
    }
  }

  private void readVersion(String value, int line) throws BadPolicyException {
    if (version.isPresent()) {
      throw new BadPolicyException(line, "version is given a second time");
    }
    if (!value.matches("[A-Za-z0-9._-]{1," + LONGEST_VERSION + "}")) {
      throw new BadPolicyException(
          line, "a version is 1 to 64 of the characters A-Z a-z 0-9 . _ -");
    }
    version = Optional.of(value);
  }

  private static Operator operator(String value, int line) throws BadPolicyException {
    return switch (value) {
      case "replace" -> new Operator.Replace();
      case "hash" -> new Operator.Hash();
      case "token" -> new Operator.Token();
      case "keep" -> new Operator.Keep();
      case "mask" -> new Operator.Mask(0);
      case "mask 1" -> new Operator.Mask(1);
      case "mask 2" -> new Operator.Mask(2);
      case "mask 3" -> new Operator.Mask(3);
      case "mask 4" -> new Operator.Mask(4);
      default ->
          throw new BadPolicyException(
              line,
              "no such operator: "
                  + value
                  + " (replace, mask, mask 1 to 4, hash, token, keep, off)");
    };
  }
}
