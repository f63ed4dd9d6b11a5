using Accompagnement.EndToEnd;

[assembly: AssemblyFixture(typeof(Departement))]
