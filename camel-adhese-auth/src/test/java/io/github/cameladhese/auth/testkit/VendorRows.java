package io.github.cameladhese.auth.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Rows of a parameterised test, whose first parameter is the vendor. The cells of a row are separated by " | ". */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(VendorRows.Provider.class)
public @interface VendorRows {

    /** For each vendor. SERVER stands for its option with the address of the token server. */
    String[] both() default {};

    String[] adhese() default {};

    String[] adullam() default {};

    /** Reads the rows. */
    final class Provider extends AnnotationBasedArgumentsProvider<VendorRows> {

        @Override
        protected Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context, VendorRows rows) {
            return Stream.of(
                            of(Vendor.ADHESE, rows.both()),
                            of(Vendor.ADHESE, rows.adhese()),
                            of(Vendor.ADULLAM, rows.both()),
                            of(Vendor.ADULLAM, rows.adullam()))
                    .flatMap(each -> each);
        }

        private static Stream<Arguments> of(Vendor vendor, String[] rows) {
            return Arrays.stream(rows).map(row -> {
                String[] cells = row.replace("SERVER", vendor.serverOption()).split(" +\\| +");
                return Arguments.of(
                        Stream.concat(Stream.of(vendor), Arrays.stream(cells)).toArray());
            });
        }
    }
}
