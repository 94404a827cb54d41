package io.github.cloudsimmigration.scenarios.validation;

/** Finds the errors of a run by its name. */
final class RunErrors {
    private RunErrors() {}

    static Errors of(final String id, final Validation validation) {
        for (int i = 0; i < validation.runs().size(); i++) {
            if (validation.runs().get(i).id().equals(id)) {
                return validation.errors().get(i);
            }
        }
        throw new IllegalArgumentException("no run " + id);
    }
}
