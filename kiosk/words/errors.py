"""What can go wrong, in French: each sentence says what happened and what to do. See `kiosk.words.ui`."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.core import code_errors, errors, pass_errors
from kiosk.words.mark import N_

ERRORS: Mapping[type[errors.KioskError], str] = {
    errors.KioskError: N_("Une erreur est survenue. Réessayez ; si elle revient, appelez un responsable."),
    errors.StoreFull: N_("Le disque de cette machine est plein. Libérez de la place, puis recommencez."),
    errors.StoreReadOnly: N_("Le dossier de la borne est en lecture seule. Prévenez un responsable."),
    errors.StoreBusy: N_("La borne tourne déjà sur cette machine. Utilisez son écran, ou arrêtez-la d’abord."),
    errors.OfficeBusy: N_("Une autre commande de ce bureau est en cours. Attendez qu’elle finisse, puis recommencez."),
    errors.LedgerMissing: N_(
        "Le registre du bureau n’est plus là. Rien n’a été recommencé à sa place. "
        "Lancez « kiosk office heal » : le relais et les clés USB le refont."
    ),
    errors.LedgerDamaged: N_(
        "Le registre du bureau est abîmé. Il est mis de côté, pas effacé. Rien n’a été recommencé à sa place. "
        "Lancez « kiosk office heal » : le relais et les clés USB le refont."
    ),
    errors.LedgerOlder: N_(
        "Le registre du bureau n’est pas le dernier : il est coupé, ou vient d’une ancienne copie. "
        "Lancez « kiosk office heal » : le relais et les clés USB le complètent."
    ),
    errors.LedgerUnmarked: N_(
        "La marque du registre du bureau (« ledger.mark ») manque ou est abîmée : rien ne dit si ce registre est le "
        "dernier. Lancez « kiosk office heal » : le relais et les clés USB le complètent."
    ),
    errors.LedgerNewer: N_(
        "Le bureau qui est là est plus récent que cette copie, ou c’est un autre bureau. Rien n’a été changé. "
        "Remettez la copie dans un autre dossier."
    ),
    errors.StoreFailed: N_("Le disque n’a pas répondu. Réessayez ; si cela revient, changez de machine."),
    errors.StoreMissing: N_("Il n’y a pas encore de données ici. Lancez « kiosk init »."),
    errors.StoreDamaged: N_(
        "Les données de la borne sont abîmées. Elles sont mises de côté, pas effacées. "
        "Un responsable peut remettre une copie (« kiosk restore »)."
    ),
    errors.StoreTooNew: N_("Ces données viennent d’une version plus récente. Mettez la borne à jour."),
    errors.AlreadyRecorded: N_("Cet acte est déjà enregistré."),
    errors.NotRecorded: N_("Cet acte n’est pas enregistré ici."),
    errors.NotTaken: N_(
        "Cet acte n’est pas enregistré ici. Prenez-le d’abord : « kiosk office inbox » s’il vient du relais, "
        "« kiosk office import » s’il vient d’une clé USB."
    ),
    errors.WrongPassphrase: N_("Ce n’est pas la bonne phrase de passe. Vérifiez les majuscules et le clavier."),
    errors.TooSoon: N_("Trop d’essais. Attendez un peu."),
    errors.SlotTaken: N_("Cette phrase de passe ne convient pas ici. Choisissez-en une autre."),
    errors.LastSlot: N_("C’est la dernière personne qui ouvre la borne. Ajoutez-en une autre d’abord."),
    errors.NoSuchStaff: N_("Personne n’a ce pseudonyme. Lancez « kiosk staff list »."),
    errors.LastKeeper: N_("C’est la dernière personne qui gère les clés. Donnez d’abord ce rôle à une autre."),
    errors.NoSuchColleague: N_("Personne n’a ce pseudonyme. Lancez « kiosk office people list »."),
    errors.NotAName: N_("Ce pseudonyme ne va pas : vide, trop long, ou déjà pris. Choisissez-en un autre."),
    errors.NoSuchOffice: N_(
        "Il n’y a pas un bureau, et un seul, sous ce nom ou ce numéro. « kiosk hub office list » les montre."
    ),
    errors.NotAnOffice: N_("Ce nom ne va pas : vide, trop long, un nombre, ou déjà pris. Choisissez-en un autre."),
    errors.Unsent: N_(
        "L’association doit d’abord répondre : « kiosk sync », "
        "ou « kiosk export » puis « kiosk import » de sa réponse. Rien n’a été changé."
    ),
    errors.NotGenuine: N_(
        "Ce contenu n’est pas authentique : il est abîmé, ou quelqu’un l’a changé. Ne l’utilisez pas."
    ),
    errors.VouchDamaged: N_(
        "Au bureau, le fichier qui reconnaît ce poste est abîmé. "
        "Reconnaissez ce poste de nouveau : « kiosk office trust », avec le fichier du poste."
    ),
    errors.NotForUs: N_("Ce contenu est fermé pour une autre clé."),
    errors.TooNew: N_("Ce fichier vient d’une version plus récente. Mettez ce programme à jour."),
    errors.TooLarge: N_("C’est trop long pour être enregistré. Raccourcissez les réponses."),
    errors.DeskGone: N_("Ce poste a été retiré par l’association. Rien de ce qu’il apporte depuis n’est pris."),
    errors.NotVouched: N_("Ce poste n’est pas connu de l’association. Lancez « kiosk office trust » avec son fichier."),
    errors.TrainingOnly: N_("C’est un exercice de formation : ce n’est pas un acte."),
    errors.IllegalMove: N_("Ce n’est plus possible pour cet acte."),
    errors.ActNotTaken: N_("Vous n’avez pas pris cet acte, ou il n’est plus à vous. Prenez-le, puis recommencez."),
    pass_errors.PassedAlready: N_("Cet acte est passé à un autre bureau : c’est lui qui appelle la personne."),
    pass_errors.TakenThere: N_("L’autre bureau a déjà pris cet acte. Téléphonez-lui."),
    pass_errors.PartnerBusy: N_("Un acte passé à ce bureau n’est pas fini. Rien n’a été changé."),
    pass_errors.PartnerKnown: N_("C’est déjà un bureau partenaire, ou le vôtre. Rien n’a été changé."),
    pass_errors.NoSuchPartner: N_(
        "Pas de bureau partenaire de ce nom ici, ou il y en a plusieurs. « kiosk office partner list » les montre."
    ),
    errors.ActHeld: N_(
        "Une autre personne du bureau travaille sur cet acte. Attendez, ou reprenez-le : elle le verra dans les traces."
    ),
    errors.ActMoved: N_(
        "Un autre ordinateur du bureau a changé cet acte. Rien n’a été fait ici. Relisez l’acte, puis décidez."
    ),
    errors.SeatRekeyed: N_("Les clés du bureau ont changé sur un autre ordinateur. Fermez le bureau, puis rouvrez-le."),
    errors.SeatLost: N_(
        "Ce bureau a plusieurs ordinateurs, et celui-ci n’est plus reconnu. Rien n’a été changé. "
        "Faites-le entrer de nouveau, dans un autre dossier : « kiosk office seat join »."
    ),
    errors.NoRight: N_("Votre rôle au bureau ne le permet pas. Demandez à qui gère les clés."),
    errors.NotHere: N_(
        "Le contenu de cet acte n’est pas sur cette machine. Lancez « kiosk office sync », "
        "ou relisez la clé USB qui l’a apporté."
    ),
    errors.ConsentMissing: N_("Il manque une étape avant l’accord. Revenez en arrière et relisez ensemble."),
    errors.NotAMonth: N_("Ce n’est pas un mois. Écrivez-le comme 2026-11."),
    errors.MonthNotOver: N_("Ce mois n’est pas fini. Demandez son bilan le mois prochain."),
    errors.NotTraining: N_(
        "Ce dossier est celui d’un vrai poste. La formation ne l’ouvre pas : donnez-lui un autre dossier."
    ),
    errors.NotAReference: N_("Ce n’est pas une référence. Elle a neuf signes, comme K7Q-4M2-9X5."),
    errors.ProcedureFault: N_(
        "Cette démarche ne peut pas s’ouvrir : son fichier est à corriger (« kiosk procedures check »)."
    ),
    errors.ConfigFault: N_("Les réglages sont à corriger (« kiosk doctor »)."),
    errors.DriveFull: N_(
        "La clé USB {drive} est pleine. Rien n’est perdu. Libérez de la place, ou prenez une autre clé, "
        "puis recommencez."
    ),
    errors.DriveReadOnly: N_(
        "La clé USB {drive} est en lecture seule : rien ne peut y être écrit. Prenez une autre clé. "
        "Celle-ci peut servir à lire des réponses."
    ),
    errors.DriveGone: N_(
        "La clé USB {drive} n’est plus là, ou ne répond plus. Rien n’est perdu. Branchez-la, puis recommencez."
    ),
    errors.NotOurs: N_("Ce fichier est signé par une autre association, ou la clé de la vôtre a changé. Demandez-lui."),
    errors.FileFault: N_("Le fichier ne va pas."),
    errors.AddressFault: N_("L’adresse du relais ne va pas. Elle ressemble à https://relais.exemple.org"),
    errors.JobFailed: N_("Cela n’a pas abouti. Vous pouvez continuer, ou réessayer."),
    errors.CodeUsed: N_("Ce code a déjà servi sur une autre machine. Demandez-en un autre à l’association."),
    code_errors.CodeForDesk: N_(
        "Ce code est celui d’un poste. Pour un ordinateur du bureau, demandez un code de « kiosk office seat add »."
    ),
    code_errors.CodeForSeat: N_(
        "Ce code est celui d’un ordinateur du bureau, pas d’un poste. Pour un poste ou un bureau partenaire, demandez "
        "un code de « kiosk office desk add »."
    ),
    errors.CodeRanOut: N_("Ce code ne sert plus : il valait un jour. Demandez-en un autre à l’association."),
    errors.NotUpdated: N_(
        "La mise à jour n’a pas été prise. Rien n’a changé. Lancez « kiosk update » avec le dossier de la clé."
    ),
    errors.MissingGlyph: N_(
        "Cette machine ne sait pas imprimer un des signes de ce reçu. Regardez les textes des réglages."
    ),
    errors.LinkFault: N_("Le relais n’a pas répondu. Rien n’est perdu. Réessayez plus tard."),
}
"""What can go wrong, each with its remedy. The nearest class up the tree speaks for a missing one."""


def error_sentence(error: errors.KioskError) -> str:
    """Give the French sentence of an error, or of the nearest class above it."""
    for kind in type(error).__mro__:
        if kind in ERRORS:
            return ERRORS[kind]
    return ERRORS[errors.KioskError]
