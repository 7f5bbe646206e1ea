import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Lets veraPDF judge files: {@code PdfCheck 2a,ua1 a.pdf b.pdf}.
 *
 * Prints one line for each rule that a file breaks, tab-separated: file, flavour, clause, how often, first message and
 * place. Prints "checked", file, flavour for each judgement, so that silence is not taken for praise.
 */
public class PdfCheck {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.fromString(name);
            for (int i = 1; i < arguments.length; i++) {
                check(arguments[i], name, flavour);
            }
        }
    }

    private static void check(String file, String name, PDFAFlavour flavour) throws Exception {
        Map<String, Integer> count = new TreeMap<>();
        Map<String, String> first = new TreeMap<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            for (TestAssertion assertion : validator.validate(parser).getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String clause = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    count.merge(clause, 1, Integer::sum);
                    first.putIfAbsent(clause, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
                }
            }
        }
        for (String clause : count.keySet()) {
            String message = first.get(clause).replaceAll("\\s+", " ");
            System.out.println(String.join("\t", file, name, clause, count.get(clause).toString(), message));
        }
        System.out.println(String.join("\t", "checked", file, name));
    }
}
