namespace Amaters.Scenarios;

/// <summary>The group refuses a command. The reason is the command's output, in the words of etcd-io/raft, and the scenario goes on.</summary>
public sealed class CommandRefusedException(string message) : Exception(message);
