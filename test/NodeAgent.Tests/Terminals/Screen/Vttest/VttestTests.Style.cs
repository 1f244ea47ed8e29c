namespace Anchorage.NodeAgent.Tests.Terminals.Screen.Vttest;

/// <summary>vttest 3, 4, 6 and 11: character sets, double-size lines, SGR, reports.</summary>
public sealed partial class VttestTests
{
    private const string AllAscii = "#@[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    public static TheoryData<string, string> CharacterSets
    {
        get
        {
            var data = new TheoryData<string, string>
            {
                { "SO and SI", "\e)0\x0eqx\x0fqx" },
                { "G2 and G3 by locking shifts", "\e*0\e+A\enq#\eoq#\x0fq#" },
                { "locking shifts to the right half", "\e)0\e*A\e+0\e~q\e}#\e|q\x0fq" },
                { "designating the set in use takes effect at once", "q\e(0q\e(Bq" },
                { "designating another one does not", "\e)0q\x0eq\e(0q\e)Bq" },
                { "characters beyond ASCII are left alone", "\e(0漢éq" },
                { "SO does not outlive RIS", "\e)0\x0e\ecq" },
                { "shifts do not outlive DECSTR", "\e)0\x0e\e[!pq" },
                { "back to the first sets", "\e)0\x0e\e%@q\x0eq" },
                { "UTF-8 and back", "\e)0\x0e\e%Gq\x0eq" },
                { "sets with 96 characters", "\e-0\x0eq\x0f\e.0\enq\x0f\e/0\eoq" },
                { "an unknown set", "\e(0q\e(?q" },
                { "single shifts are not followed", "\e*0\e+0\eNq\eOq\u008eq\u008fq" },
                { "a line of boxes with colours", "\e(0\e[31mlqqk\e[m\r\n\e[32mx\e[m  \e[32mx\e[m\r\nmqqj\e(B" },
            };
            foreach (char set in "0AB4C5RQKYE6ZH7=")
            {
                // OnPurposeTests has the one Dutch letter that differs.
                data.Add($"set {set}", $"\e({set}{(set == '4' ? AllAscii.Replace("[", string.Empty, StringComparison.Ordinal) : AllAscii)}\e(B");
            }

            return data;
        }
    }

    public static TheoryData<string, string> Sizes => new()
    {
        { "double height and width are ignored", "\e#3top\r\n\e#4bottom\r\n\e#6wide\r\n\e#5single" },
        { "132 columns are ignored", Ground + "\e[?3hwide?\e[?3l" },
        { "40 allows nothing by itself", Ground + "\e[?40h\e[?3hx" },
        { "a size asked by the program is refused", Ground + "\e[8;10;40tx\e[4;300;300tx\e[3;1;1tx" },
    };

    public static TheoryData<string, string> Styles
    {
        get
        {
            var data = new TheoryData<string, string>
            {
                { "all at once", "\e[1;2;3;4;5;7;8;9;53mall\e[mnone" },
                { "22 ends bold and faint", "\e[1;2ma\e[22mb" },
                { "4 with a style", string.Concat(Enumerable.Range(0, 8).Select(i => $"\e[4:{i}m{i}")) },
                { "4 without a style", "\e[4:ma" },
                { "4 and 24", "\e[4:3ma\e[24mb\e[4mc" },
                { "21 is double", "\e[21ma\e[24mb" },
                { "3 with a part", "\e[3:0ma\e[3:1mb" },
                { "58 and 59", "\e[4;58;5;9ma\e[58;2;1;2;3mb\e[59mc" },
                { "58 with colons", "\e[4:3;58:5:9ma\e[58:2::1:2:3mb" },
                { "58 before 4", "\e[58;5;9m\e[4ma" },
                { "58 with SGR 0", "\e[4;58;5;9ma\e[0;4mb" },
                { "38;5 with semicolons", "\e[38;5;196ma\e[48;5;21mb" },
                { "38:5 with colons", "\e[38:5:196ma\e[48:5:21mb" },
                { "38;2 with semicolons", "\e[38;2;1;2;3ma\e[48;2;4;5;6mb" },
                { "38:2 with an empty colour space", "\e[38:2::1:2:3ma\e[48:2::4:5:6mb" },
                { "38:2 with a colour space", "\e[38:2:7:1:2:3ma" },
                { "38:2 with tolerance", "\e[38:2::1:2:3::4:5ma" },
                { "38;5 among others", "\e[1;38;5;196;4;48;5;21;3ma" },
                { "38;5:N mixed", "\e[38;5:196ma" },
                { "38;2 with numbers left out", "\e[38;2;;;ma\e[38;2;1mb" },
                { "38;5 without a number", "\e[38;5ma\e[38mb" },
                { "38 of an unknown kind", "\e[31;38;7;1ma\e[38;1;4mb" },
                { "39 and 49", "\e[31;42ma\e[39mb\e[49mc" },
                { "numbers out of range", "\e[38;5;300ma\e[38;2;300;1;999mb" },
                { "unknown numbers", "\e[31;99;1000;7777ma" },
                { "bright colours", string.Concat(Enumerable.Range(0, 8).Select(i => $"\e[{90 + i};{100 + i}m{i}")) },
                { "basic colours", string.Concat(Enumerable.Range(0, 8).Select(i => $"\e[{30 + i};{40 + i}m{i}")) },
                { "more numbers than fit", "\e[" + string.Join(';', Enumerable.Range(0, 40).Select(i => i < 39 ? 1 : 31)) + "ma" },
                { "inverse and spaces", "\e[7m a b \e[m" },
                { "a style over the edge", "\e[1;19H\e[4:3;31mabcd\e[m" },
            };
            for (int code = 0; code < 110; code++)
            {
                data.Add($"SGR {code}", $"\e[1;3;4;7;31;44mo\e[{code}mx\e[my\e[{code}mz");
            }

            return data;
        }
    }

    public static TheoryData<string, string> Reports
    {
        get
        {
            var data = new TheoryData<string, string>
            {
                { "DA 1", "\e[c\e[0c\e[1c" },
                { "DA 2", "\e[>c\e[>0c\e[>1c" },
                { "DA 3 is not answered", "\e[=c" },
                { "DSR 5", "\e[5n" },
                { "DSR 6", "\e[3;7H\e[6n" },
                { "DSR of other kinds is not answered", "\e[0n\e[1n\e[7n\e[?15n\e[?25n\e[?26n\e[?53n" },
                { "DECXCPR", "\e[3;7H\e[?6n" },
                { "ENQ is not answered", "\x05" },
                { "DECRQSS margins", "\e[2;5r\eP$qr\e\\" },
                { "DECRQSS protection", "\eP$q\"q\e\\\e[1\"q\eP$q\"q\e\\" },
                { "DECRQSS level", "\eP$q\"p\e\\" },
                { "DECRQSS of something else", "\eP$qx\e\\\eP$q\e\\" },
                { "answers once to each question", "\e[5n\e[6n\e[5n" },
                { "a question that is broken off is not answered", "\e[6\x18n\eP$qr\x1a\e[5\e[6n" },
                { "the title is never told", "\e]2;rm -rf\a\e[21t\e[20t" },
            };
            foreach (int mode in (int[])[1, 3, 6, 7, 8, 9, 12, 25, 45, 47, 66, 67, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1047, 1048, 1049, 2004, 2026, 4711])
            {
                data.Add($"DECRQM ?{mode}", $"\e[?{mode}$p\e[?{mode}h\e[?{mode}$p\e[?{mode}l\e[?{mode}$p");
            }

            foreach (int mode in (int[])[2, 4, 12, 20, 33])
            {
                data.Add($"DECRQM {mode}", $"\e[{mode}$p\e[{mode}h\e[{mode}$p\e[{mode}l\e[{mode}$p");
            }

            return data;
        }
    }
}
