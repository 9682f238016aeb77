package dev.mneme.cli.smoke;

import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the services of a deployment answer.
 *
 * @param services base address of each, without a slash at its end
 */
public record Deployment(Map<PartName, String> services) {

  public Deployment {
    services = Map.copyOf(services);
  }

  public static Deployment of(Ports ports) {
    Map<PartName, String> services = new EnumMap<>(PartName.class);
    for (PartName part : PartName.all()) {
      if (part.isService()) {
        services.put(part, ports.http(part));
      }
    }
    return new Deployment(services);
  }

  /**
   * The address of memory-writer; the others are on the ports behind its, as everywhere.
   *
   * @throws IllegalArgumentException when it is no address of that form
   */
  public static Deployment at(String url) {
    URI address;
    try {
      address = URI.create(url.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wanted(), e);
    }
    String scheme = address.getScheme();
    if (address.getHost() == null
        || address.getPort() < 0
        || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(wanted());
    }
    Map<PartName, String> services = new EnumMap<>(PartName.class);
    services.put(PartName.WRITER, on(address, 0));
    services.put(PartName.READER, on(address, 1));
    services.put(PartName.GUARD, on(address, 2));
    services.put(PartName.AUDIT_SINK, on(address, 3));
    return new Deployment(services);
  }

  /** The same, but for a service that is somewhere else. */
  public Deployment with(PartName service, String url) {
    Map<PartName, String> changed = new EnumMap<>(services);
    changed.put(service, url.replaceAll("/+$", ""));
    return new Deployment(changed);
  }

  public String http(PartName service) {
    String url = services.get(service);
    if (url == null) {
      throw new IllegalStateException("every service has an address: " + service);
    }
    return url;
  }

  private static String on(URI address, int above) {
    String host = address.getHost();
    return "%s://%s:%d".formatted(address.getScheme(), host, address.getPort() + above);
  }

  private static String wanted() {
    return "the address is that of memory-writer with its port, such as http://10.0.0.7:4099";
  }
}
