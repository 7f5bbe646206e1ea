"""The texts of allauth that stand on our pages, so that our catalogues have them: it has no nynorsk."""

from django.utils.translation import gettext_noop as _

WORDS = (
    _("Email"),
    _("Email address"),
    _("Password"),
    _("Password (again)"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("You must type the same password each time."),
    _("The email address and/or password you specified are not correct."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("Invalid login."),
    _("The password reset token was invalid."),
    _("Too many failed login attempts. Try again later."),
    _("This account is currently inactive."),
    _("The new value must be different from the current one."),
)
