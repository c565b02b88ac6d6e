import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Checks PDF files against every rule of PDF/UA-1 with the veraPDF engine: java -cp JAR tools/VeraPdfCheck.java FILE...
 *
 * <p>The jar holds the engine and its rules, but not the library that would read the rules; so they are read here.
 * Exit code: 0 when no rule failed in any file, 1 when one did, 2 when a file or the rules could not be read.
 */
public class VeraPdfCheck {
    private static final PDFAFlavour FLAVOUR = PDFAFlavour.PDFUA_1;
    private static final String RULES = "/org/verapdf/pdfa/validation/PDFUA-1.xml";
    private static final int FEWEST_RULES = 100;
    private static final int SHOWN_PER_RULE = 3;

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = readProfile();
        int rules = profile.getRules().size();
        if (rules < FEWEST_RULES) {
            System.out.println("Only " + rules + " rules could be read.");
            System.exit(2);
        }
        int worst = files.length == 0 ? 2 : 0;
        for (String file : files) {
            worst = Math.max(worst, check(file, profile));
        }
        System.exit(worst);
    }

    /** Prints what fails in one file, and returns its exit code. */
    private static int check(String file, ValidationProfile profile) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), FLAVOUR)) {
            PDFAValidator validator = ValidatorFactory.createValidator(profile, SHOWN_PER_RULE, true, true, false);
            ValidationResult result = validator.validate(parser);
            Map<RuleId, Integer> failed = result.getFailedChecks();
            System.out.printf(
                    "%s: %d of %d rules failed, %d checks%n",
                    new File(file).getName(), failed.size(), profile.getRules().size(), result.getTotalAssertions());
            printFailures(result, failed);
            return result.isCompliant() && failed.isEmpty() ? 0 : 1;
        } catch (Exception error) {
            System.out.println(new File(file).getName() + ": could not be read: " + error);
            return 2;
        }
    }

    private static void printFailures(ValidationResult result, Map<RuleId, Integer> failed) {
        Map<String, String> lines = new TreeMap<>();
        failed.forEach((rule, times) -> lines.put(name(rule), " x" + times));
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                lines.computeIfPresent(
                        name(assertion.getRuleId()),
                        (rule, line) -> line.contains(":") ? line : line + ": " + assertion.getMessage());
            }
        }
        lines.forEach((rule, line) -> System.out.println("  " + rule + line));
    }

    private static String name(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }

    private static ValidationProfile readProfile() throws Exception {
        try (InputStream stream = VeraPdfCheck.class.getResourceAsStream(RULES)) {
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
            Set<Rule> rules = new HashSet<>();
            for (Element rule : elements(document.getDocumentElement(), "rule")) {
                rules.add(readRule(rule));
            }
            Set<Variable> variables = new HashSet<>();
            for (Element variable : elements(document.getDocumentElement(), "variable")) {
                variables.add(Profiles.variableFromValues(
                        variable.getAttribute("name"),
                        variable.getAttribute("object"),
                        text(variable, "defaultValue"),
                        text(variable, "value")));
            }
            return Profiles.profileFromValues(
                    FLAVOUR,
                    Profiles.profileDetailsFromValues("PDF/UA-1", "ISO 14289-1", "veraPDF", new Date(0)),
                    "",
                    rules,
                    variables);
        }
    }

    private static Rule readRule(Element rule) {
        Element id = elements(rule, "id").get(0);
        Element error = elements(rule, "error").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : elements(error, "argument")) {
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), null, null));
        }
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        FLAVOUR.getPart(),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                rule.getAttribute("deferred").equals("true") ? Boolean.TRUE : null,
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments),
                new ArrayList<>());
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < found.getLength(); at++) {
            elements.add((Element) found.item(at));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        List<Element> found = elements(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
