"""The text of an e-mail that invites to a practice check: to paste, to change, and to send oneself."""

from framework.assessing.beside import DISCLOSURE_THRESHOLD, Kind
from framework.language.texts import Texts
from framework.practice.duration import about_minutes
from framework.practice.invitation import Invitation


def write_subject(t: Texts) -> str:
    """Return the subject of the mail."""
    return t("practice.front.title")


def write_mail(title: str, invitation: Invitation, t: Texts, *, asked: int, url: str) -> str:
    """Return the mail about the research `title` in plain text, in the language of `t`.

    `asked`: how many statements; `url`: the link of all, which a personal check has none of: a line then stands for
    the link of each.
    """
    time = t("agenda.minutes", n=about_minutes(asked))
    is_personal = invitation.kind is Kind.PERSONAL
    about = [t("mail.about", title=title), invitation.why]
    if invitation.research_question:
        about.append(f"{t('practice.statement.research_question')} {invitation.research_question}")
    how = [t("invitation.minutes", minutes=time, n=asked), t("invitation.least", least=DISCLOSURE_THRESHOLD)]
    join = [t("mail.join_own") if is_personal else t("mail.join"), t("mail.own_link") if is_personal else url]
    when = [t("invitation.expires", day=invitation.until(t))]
    if invitation.promised:
        when.append(t("invitation.promised", day=t.day(invitation.promised)))
    end = [t("mail.contact", contact=invitation.contact), t("mail.bye"), invitation.asker]
    paragraphs = ([t("mail.hello")], about, how, join, when, end)
    return "\n\n".join("\n".join(lines) for lines in paragraphs)
