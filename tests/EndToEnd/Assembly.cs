using Accompagnement.EndToEnd;
using Accompagnement.Tests.Commun;

[assembly: AssemblyFixture(typeof(FinDesTests))]
[assembly: AssemblyFixture(typeof(Departement))]
