package dev.mneme.system.faults.trap;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weaves a call to {@link Trap} into the points, before each return, and watches a file for orders.
 * Started with the service: {@code -javaagent:trap.jar=orders}.
 */
public final class TrapAgent implements ClassFileTransformer {

  private static final ClassDesc TRAP = ClassDesc.of(Trap.class.getName());
  private static final MethodTypeDesc PASS =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);
  private static final MethodTypeDesc POLLED =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);
  private static final long LOOK_MILLIS = 20;

  private TrapAgent() {}

  public static void premain(String orders, Instrumentation instrumentation) {
    instrumentation.addTransformer(new TrapAgent());
    Path file = Path.of(orders);
    Thread.ofPlatform().daemon().name("trap").start(() -> watch(file));
  }

  private static void watch(Path file) {
    String known = "";
    while (true) {
      try {
        String line = Files.exists(file) ? Files.readString(file) : "";
        if (!line.equals(known)) {
          known = line;
          Trap.set(Order.parse(line).orElse(null), TrapFiles.sprung(file));
          Files.writeString(TrapFiles.seen(file), line);
        }
        Thread.sleep(LOOK_MILLIS);
      } catch (IOException e) {
        throw new IllegalStateException("orders cannot be read", e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    List<StopPoint> points =
        Arrays.stream(StopPoint.values()).filter(p -> p.isIn(className)).toList();
    return points.isEmpty() ? null : weave(bytes, points);
  }

  private static byte[] weave(byte[] bytes, List<StopPoint> points) {
    ClassFile classFile = ClassFile.of();
    ClassModel model = classFile.parse(bytes);
    ClassTransform all = ClassTransform.ACCEPT_ALL;
    for (StopPoint point : points) {
      all =
          all.andThen(
              ClassTransform.transformingMethodBodies(
                  (MethodModel method) -> point.is(method.methodName().stringValue()),
                  beforeReturns(point)));
    }
    return classFile.transformClass(model, all);
  }

  private static CodeTransform beforeReturns(StopPoint point) {
    return (CodeBuilder code, CodeElement element) -> {
      if (element instanceof ReturnInstruction) {
        if (point == StopPoint.AFTER_POLL) {
          code.dup().invokestatic(TRAP, "polled", POLLED);
        } else {
          code.loadConstant(point.name()).invokestatic(TRAP, "pass", PASS);
        }
      }
      code.with(element);
    };
  }
}
