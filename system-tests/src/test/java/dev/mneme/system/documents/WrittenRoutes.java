package dev.mneme.system.documents;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The routes as the sources have them: every method of a controller that answers something. */
final class WrittenRoutes {

  private WrittenRoutes() {}

  /** As method and path, of all services together. */
  static Set<String> all() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.mneme")
            .stream()
            .filter(each -> each.isAnnotatedWith(Controller.class))
            .flatMap(each -> of(each.reflect()).stream())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> of(Class<?> controller) {
    String at = controller.getAnnotation(Controller.class).value();
    Set<String> routes = new TreeSet<>();
    for (Method method : controller.getDeclaredMethods()) {
      Get get = method.getAnnotation(Get.class);
      if (get != null) {
        paths(get.value(), get.uri(), get.uris()).forEach(path -> add(routes, "GET", at, path));
      }
      Post post = method.getAnnotation(Post.class);
      if (post != null) {
        paths(post.value(), post.uri(), post.uris()).forEach(path -> add(routes, "POST", at, path));
      }
      Patch patch = method.getAnnotation(Patch.class);
      if (patch != null) {
        paths(patch.value(), patch.uri(), patch.uris())
            .forEach(path -> add(routes, "PATCH", at, path));
      }
      Put put = method.getAnnotation(Put.class);
      if (put != null) {
        paths(put.value(), put.uri(), put.uris()).forEach(path -> add(routes, "PUT", at, path));
      }
      Delete delete = method.getAnnotation(Delete.class);
      if (delete != null) {
        paths(delete.value(), delete.uri(), delete.uris())
            .forEach(path -> add(routes, "DELETE", at, path));
      }
    }
    return routes;
  }

  /** However it was said: the default of each is the bare slash. */
  private static Set<String> paths(String value, String uri, String[] uris) {
    Set<String> said = new TreeSet<>(Arrays.asList(uris));
    said.add(value);
    said.add(uri);
    if (said.size() > 1) {
      said.remove("/");
    }
    return said;
  }

  private static void add(Set<String> routes, String method, String at, String path) {
    String whole =
        (at + "/" + path)
            .replaceAll("\\{\\?[^}]*}", "")
            .replaceAll("\\{(\\w+):[^}]*}", "{$1}")
            .replaceAll("/+", "/");
    routes.add(Described.key(method, whole.length() > 1 ? whole.replaceAll("/$", "") : whole));
  }
}
