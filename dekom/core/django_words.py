"""Texts of Django on our pages that its own Norwegian lacks, or bends wrongly: so that our catalogues have them."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = (
    _("This field is required."),
    _("Enter a valid email address."),
    _("Home"),
    _("Go"),
    _("Filter"),
    _("%(app)s administration"),
    _("Add %s"),
    _("Add %(name)s"),
    _("Add another %(model)s"),
    _("Add another %(verbose_name)s"),
    _("Select %s to change"),
    _("Select %s"),
    _("Select %s to view"),
    _("Change selected %(model)s"),
    _("Designates that this user has all permissions without explicitly assigning them."),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related objects, but your account "
        "doesn't have permission to delete the following types of objects:"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following protected related "
        "objects:"
    ),
    _("Model name"),
    _("Add link"),
    _("Change or view list link"),
    _("Models in the %(name)s application"),
    _("Select this object for an action - {}"),
    _("Select all objects on this page for an action"),
    _("Show counts"),
    _("Hide counts"),
    _("Added:"),
    _("Changed:"),
    _("Deleted:"),
    _("Error:"),
    _("Breadcrumbs"),
    _("Sidebar"),
    _("Start typing to filter…"),
    _("Filter navigation items"),
    _("View selected %(model)s"),
    _("Enter a valid %(protocol)s address."),
    ngettext_lazy("entry", "entries"),
    ngettext_lazy("Please correct the error below.", "Please correct the errors below."),
    ngettext_lazy("Please submit at most %(num)d form.", "Please submit at most %(num)d forms."),
    ngettext_lazy("Please submit at least %(num)d form.", "Please submit at least %(num)d forms."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)

# Fields that no form shows, but histories do, by the names that Django makes up from their code.
FIELDS = (
    _("kept parts"),
    _("columns"),
    _("worked on by"),
    _("inputs"),
    _("steps"),
    _("derivation"),
    _("letter"),
    _("as host"),
    _("user"),
)
