namespace Amaters.Scenarios;

/// <summary>One command of a file and what it is expected to print.</summary>
/// <param name="Line">Line number of the command, from 1.</param>
/// <param name="Command">The command line.</param>
/// <param name="Input">Lines of input, without the last line feed.</param>
/// <param name="Expected">Expected output, without the last line feed.</param>
/// <param name="OutputStart">Index of the output's first line in the file.</param>
/// <param name="OutputEnd">Index of the line after the output.</param>
public sealed record ScenarioCase(int Line, string Command, string Input, string Expected, int OutputStart, int OutputEnd);
