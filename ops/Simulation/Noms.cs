namespace Accompagnement.Simulation;

/// <summary>Common family and first names, put together at random: nobody in particular.</summary>
internal static class Noms
{
    private static readonly string[] Familles =
    [
        "Lefebvre", "Caron", "Delattre", "Dubois", "Leroy", "Carpentier", "Dupont", "Lemaire", "Martin", "Petit", "Bernard", "Durand",
        "Moreau", "Cousin", "Wattez", "Haudiquet", "Flament", "Dubrulle", "Ansel", "Boulanger", "Vasseur", "Fontaine", "Hochart",
        "Delannoy", "Denis", "Mercier", "Guilbert", "Pruvost", "Legrand", "Duquesne", "Sénéchal", "Bécourt", "Ledoux", "Évrard",
        "Lecœur", "Nowak", "Kowalski", "Wojcik", "Benali", "Haddad", "Da Silva", "Ferreira", "N’Diaye", "Diallo", "Traoré", "Rossi",
        "Tran", "Nguyen", "Lévêque", "Fournier", "Blondel", "Hermant", "Cordonnier", "Debove", "Tellier", "Gosselin", "Vermeersch",
    ];

    private static readonly string[] Feminins =
    [
        "Amélie", "Jeanne", "Fatima", "Sabrina", "Karine", "Aïcha", "Claire", "Léa", "Manon", "Chloé", "Inès", "Camille", "Sylvie",
        "Nathalie", "Monique", "Brigitte", "Françoise", "Zoé", "Océane", "Émilie", "Marie-Thérèse", "Yvette", "Justine", "Laura",
        "Noémie", "Maëlys", "Élodie", "Aurélie", "Véronique", "Mariam", "Anaïs", "Jacqueline", "Cindy", "Mélanie",
    ];

    private static readonly string[] Masculins =
    [
        "Kévin", "Guillaume", "Mathéo", "Jean", "Pierre", "Michel", "Mohamed", "Léo", "Lucas", "Enzo", "Nathan", "Thomas", "Nicolas",
        "Sébastien", "Frédéric", "Bruno", "Jérôme", "Anthony", "Jordan", "Dylan", "Théo", "Hugo", "Jean-Marie", "René", "Bernard",
        "Karim", "Mamadou", "Stéphane", "Éric", "Noé", "Gaël", "Raphaël", "Maxime", "Ibrahim",
    ];

    public static string Famille(Alea alea) => alea.Choisir<string>(Familles);

    public static string Prenom(Alea alea, bool femme) => alea.Choisir<string>(femme ? Feminins : Masculins);

    /// <summary>A number in the ranges kept by the regulator for works of fiction (03 53 01 xx xx, 06 39 98 xx xx).</summary>
    public static string Telephone(Alea alea) => $"{(alea.Chance(0.3) ? "035301" : "063998")}{alea.Entier(10000):0000}";
}
