var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapGet("/sante/vivant", () => "vivant");
app.Run();
