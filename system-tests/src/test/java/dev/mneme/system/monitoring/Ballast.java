package dev.mneme.system.monitoring;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A leak, made: loaded into a running service it holds on to memory until its long-lived heap is
 * nearly full, and lets go of it again. The product has no code for it.
 */
public final class Ballast {

  private static final int PIECE = 256 * 1024;
  private static final String HOLD = "hold";
  private static final String LET_GO = "let-go";
  private static final List<byte[]> HELD = new ArrayList<>();

  private Ballast() {}

  /** Within the service. */
  public static void agentmain(String what) {
    HELD.clear();
    System.gc();
    if (what.startsWith(HOLD)) {
      double share = Double.parseDouble(what.substring(HOLD.length() + 1));
      MemoryUsage heap = longLived().getUsage();
      long wanted = (long) (heap.getMax() * share) - heap.getUsed();
      for (long got = 0; got < wanted; got += PIECE) {
        HELD.add(new byte[PIECE]);
      }
      System.gc();
    }
  }

  private static MemoryPoolMXBean longLived() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()))
        .orElseThrow();
  }

  /** From outside: fills so much of the long-lived heap of a process. */
  static void hold(ProcessHandle process, double share, Path folder) throws Exception {
    load(process, HOLD + "=" + share, folder);
  }

  static void letGo(ProcessHandle process, Path folder) throws Exception {
    load(process, LET_GO, folder);
  }

  private static void load(ProcessHandle process, String what, Path folder) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
    try {
      machine.loadAgent(jar(folder).toString(), what);
    } finally {
      machine.detach();
    }
  }

  private static Path jar(Path folder) throws IOException {
    Path jar = folder.resolve("ballast.jar");
    if (!Files.exists(jar)) {
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().putValue("Agent-Class", Ballast.class.getName());
      String entry = Ballast.class.getName().replace('.', '/') + ".class";
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
          InputStream code = Ballast.class.getClassLoader().getResourceAsStream(entry)) {
        if (code == null) {
          throw new IllegalStateException("the code of " + entry + " is not there");
        }
        out.putNextEntry(new JarEntry(entry));
        code.transferTo(out);
      }
    }
    return jar;
  }
}
